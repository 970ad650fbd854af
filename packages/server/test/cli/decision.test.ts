import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orf, temporaryFolder } from '../support/process.ts';
import { startSandbox } from '../support/sandbox.ts';
import { match, reset } from '../support/shop.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let record: Decision;
beforeAll(async () => {
  const sandbox = await startSandbox();
  await reset(sandbox);
  const deal = await match(sandbox);
  const { decision_id } = await sandbox.ask('getForward', { path: deal });
  record = await sandbox.ask('getDecision', { path: { decision_id } });
  sandbox.close();
});

function written(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

describe('orf decision', () => {
  it('verifies what the server answers, and says what it was worth', async () => {
    const ended = await orf(['decision', 'verify', written('decision.json', JSON.stringify(record))]);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toMatch(/Forwarded: worth €\d+\.\d\d more than the warehouse/);
    expect(ended.stdout).toMatch(/Verified/);
  });

  it('tells it in other languages', async () => {
    const file = written('decision.json', JSON.stringify(record));
    const ended = await orf(['decision', 'explain', file, '--locale', 'de-AT']);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Weitergeleitet: .* mehr wert/) });
  });

  it('names what does not follow, and fails', async () => {
    const [candidate] = record.candidates;
    const candidates = [{ ...candidate, forward_value: (candidate?.forward_value ?? 0) + 1 }];
    const file = written('changed.json', JSON.stringify({ ...record, candidates }));
    const ended = await orf(['decision', 'verify', file]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/\/candidates\/0\/forward_value: The record shows \d+; it comes to \d+\./);
    expect(ended.stderr).toMatch(/does not follow/);
  });

  it.each([
    ['no JSON', '{', /is no JSON/],
    ['no decision', '{"id": "dec_1"}', /is no decision record: its top/],
    ['a member of another type', '{"inputs": 1}', /is no decision record/],
  ])('refuses %s', async (_, text, said) => {
    const ended = await orf(['decision', 'verify', written('bad.json', text)]);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toMatch(said);
  });

  it.each([
    [['decision', 'melt'], 2, /not "melt"/],
    [['decision', 'verify'], 2, /Say one file/],
    [['decision', 'verify', '/nowhere/at/all.json'], 1, /cannot be read/],
  ] as const)('%j is answered plainly', async (args, code, said) => {
    const ended = await orf(args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(said);
  });

  it('tells what it can do', async () => {
    expect(await orf(['decision', '--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/verify FILE/),
    });
  });
});
