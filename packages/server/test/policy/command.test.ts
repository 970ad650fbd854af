import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/listen.ts';
import { orf, temporaryFolder } from '../support/process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const preset = (name: string) =>
  readFileSync(new URL(`../../../../spec/policies/${name}.yaml`, import.meta.url), 'utf8');

/** A file of the default policy, edited by hand. */
function edited(...edits: readonly (readonly [string, string])[]): string {
  const text = edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the policy has no ${from}`);
    return before.replace(from, to);
  }, preset('default'));
  return written('policy.yaml', text);
}

function written(name: string, text: string): string {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
}

/** The only line of a file that has a text, counted from 1. */
function lineOf(file: string, text: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (found.length !== 1) throw new Error(`"${text}" is on ${found.length} lines`);
  return found[0] ?? 0;
}

/** The heads of the findings, without the name of the file: place, severity, code, pointer. */
function heads(output: string, file: string): string[] {
  return output
    .split('\n')
    .flatMap((line) => (line.startsWith(`${file}:`) ? [line.slice(file.length + 1)] : []));
}

describe('a policy to begin with', () => {
  it.each([
    ['fashion-eu', 'default'],
    ['home-eu', 'home-eu'],
    ['uk-gbp', 'uk-gbp'],
  ])('%s may be put in force as it is', async (name, stem) => {
    const { stdout } = await orf(['policy', 'init', '--preset', name]);
    expect(stdout).toBe(preset(stem));
    const file = written(`${name}.yaml`, stdout);
    expect(await orf(['policy', 'check', file])).toEqual({
      code: 0,
      stdout: `${file} may be put in force: 0 errors, 0 warnings.\n`,
      stderr: '',
    });
  });

  it.each(['default', 'home-eu', 'uk-gbp'])('%s explains every part that it has', (name) => {
    const lines = preset(name).split('\n');
    const unexplained = Object.keys(parse(preset(name)) as object).filter((section) => {
      const at = lines.findIndex((line) => line.startsWith(`${section}:`));
      return ![lines[at - 1], lines[at + 1]].some((line) => /^\s*#/.test(line ?? ''));
    });
    expect(unexplained).toEqual([]);
  });

  it('is the fashion retailer’s where none is named', async () => {
    expect((await orf(['policy', 'init'])).stdout).toBe(preset('default'));
    expect(await orf(['policy', 'init', '--preset', 'nautical'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('a policy edited by hand', () => {
  it('is told five mistakes at once, each in its place with what to write instead', async () => {
    const file = edited(
      ['window_days: 3', 'window_day: 3'],
      ['to: 7500', 'to: 7000'],
      ['carriers: [sandbox]', 'carriers: [sandbx]'],
      ['same_country_bp: 7700', 'same_country_bp: 7000'],
      ['minimum_grade: open_box', 'minimum_grade: open-box'],
    );
    const { code, stdout } = await orf(['policy', 'check', file]);
    expect(code).toBe(1);
    expect(heads(stdout, file)).toEqual([
      `${lineOf(file, 'minimum_grade: open-box')}:3 error value_not_allowed /eligibility/minimum_grade`,
      `${lineOf(file, 'window_day: 3')}:3 error member_unknown /matching/window_day`,
      `${lineOf(file, 'destinations:')}:5 error destination_shares_not_whole /matching/demand/destinations`,
      `${lineOf(file, 'from: 7500')}:7 error bracket_gap /discount/brackets/2/from`,
      `${lineOf(file, 'carriers: [sandbx]')}:14 error carrier_unknown /shipping/carriers/0`,
    ]);
    for (const suggestion of [
      'Did you mean `open_box`?',
      'Did you mean `window_days`?',
      'With `same_country_bp: 7700` they do.',
      'Write 7000, where the bracket before ends.',
      'Did you mean `sandbox`?',
    ]) {
      expect(stdout).toContain(`\n    ${suggestion}\n`);
    }
    expect(stdout).toContain('may not be put in force: 5 errors, 0 warnings.');
  });

  it('may have warnings', async () => {
    const file = edited(['window_days: 3', 'window_days: 14']);
    const { code, stdout } = await orf(['policy', 'check', file]);
    expect(code).toBe(0);
    expect(heads(stdout, file)).toEqual([
      '68:3 warning window_outlives_statutory_refund /matching/window_days',
    ]);
  });

  it('is told the line that is no YAML', async () => {
    const file = edited(['countries: [NL, DE, BE, FR]', 'countries: [NL, DE']);
    const { code, stderr } = await orf(['policy', 'check', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot be read:.*line 7\d/s);
  });

  it('is told a setting that stands there twice', async () => {
    const { code, stderr } = await orf([
      'policy',
      'check',
      edited(['  expiry_hours: 48', '  expiry_hours: 48\n  expiry_hours: 24']),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('unique');
  });

  it('keeps a server from starting', async () => {
    const file = edited(['rating_window_days: 3', 'rating_window_days: 0']);
    const config = readConfig({
      ORF_DATABASE: join(folder.path, 'never.db'),
      ORF_POLICY_FILE: file,
      PORT: '0',
    });
    await expect(startServer(config)).rejects.toThrow(/rating_window_missing \/refund\/rating_window_days/);
  });
});

describe('a policy in the database of this machine', () => {
  const env = { ORF_DATABASE: join(folder.path, 'local.db') };
  beforeAll(async () => {
    await (await startServer(readConfig({ ...env, PORT: '0', ORF_LOG_LEVEL: 'silent' }))).close();
  });

  it('is compared, put in force as a new version, and shown', async () => {
    const file = edited(
      ['window_days: 3', 'window_days: 4'],
      ['carriers: [sandbox]', 'carriers: [ "sandbox" ]'],
    );
    expect(await orf(['policy', 'diff', file], env)).toEqual({
      code: 1,
      stdout: '/matching/window_days: 3 -> 4\n',
      stderr: '',
    });
    const applied = await orf(['policy', 'apply', file], env);
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    expect(applied.stdout).toMatch(
      /^\/matching\/window_days: 3 -> 4\nVersion 2 is in force from \S+ on\.\n$/,
    );
    expect((await orf(['policy', 'diff', file], env)).code).toBe(0);
    expect((await orf(['policy', 'apply', file], env)).stdout).toBe(
      'Version 2 says the same: nothing to do.\n',
    );
    const shown = await orf(['policy', 'show'], env);
    expect(shown.stdout).toMatch(/^# Version 2, /);
    expect(parse(shown.stdout)).toEqual(parse(readFileSync(file, 'utf8')));
    expect((await orf(['policy', 'show', '--version', '1'], env)).stdout).toContain('window_days: 3\n');
  });

  it('stays as it is where the file has an error', async () => {
    const before = await orf(['policy', 'show'], env);
    const refused = await orf(['policy', 'apply', edited(['carriers: [sandbox]', 'carriers: [dhl]'])], env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Nothing was changed.');
    expect(await orf(['policy', 'show'], env)).toEqual(before);
  });

  it('is missed where the database has none', async () => {
    const empty = { ORF_DATABASE: join(folder.path, 'empty.db') };
    expect(await orf(['policy', 'show'], empty)).toMatchObject({ code: 1 });
    expect(await orf(['policy', 'show', '--version', '9'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no version 9'),
    });
  });

  it.each([
    [['policy']],
    [['policy', 'check']],
    [['policy', 'polish', 'x.yaml']],
    [['policy', 'show', '--version', 'two']],
    [['policy', 'show', '--url', 'http://127.0.0.1:9']],
  ])('is not touched by %j', async (args) => {
    expect((await orf(args, env)).code).toBe(2);
  });
});

describe('a policy behind a server', () => {
  let server: RunningServer;
  let remote: string[];
  beforeAll(async () => {
    server = await startServer(
      readConfig({ ORF_DATABASE: join(folder.path, 'remote.db'), PORT: '0', ORF_LOG_LEVEL: 'silent' }),
    );
  });
  afterAll(() => server.close());
  beforeEach(() => {
    remote = ['--url', `${server.url}/`, '--token', 'orf_test_sandbox'];
  });

  it('is checked by it, changed and shown', async () => {
    const wrong = edited(['carriers: [sandbox]', 'carriers: [sandbx]']);
    const checked = await orf(['policy', 'check', wrong, ...remote]);
    expect(checked.code).toBe(1);
    const line = lineOf(wrong, 'carriers: [sandbx]');
    expect(heads(checked.stdout, wrong)).toEqual([`${line}:14 error carrier_unknown /shipping/carriers/0`]);
    const file = edited(['expiry_hours: 48', 'expiry_hours: 72']);
    expect((await orf(['policy', 'apply', file, ...remote])).stdout).toContain('Version 2 is in force');
    expect((await orf(['policy', 'diff', file, ...remote])).code).toBe(0);
    expect((await orf(['policy', 'show', '--version', '2', ...remote])).stdout).toContain('expiry_hours: 72');
  });

  it('says why it cannot be reached or will not answer', async () => {
    const strange = ['--url', server.url, '--token', 'orf_test_stranger'];
    expect((await orf(['policy', 'show', ...strange])).stderr).toMatch(/GET \S+\/v1\/policy: /);
    const nobody = ['--url', 'http://127.0.0.1:1', '--token', 'orf_test_x'];
    expect(await orf(['policy', 'show', ...nobody])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be reached'),
    });
  });
});
