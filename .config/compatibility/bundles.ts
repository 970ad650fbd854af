import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../standard/files.ts';

const run = promisify(execFile);

interface Report {
  readonly changes: readonly {
    readonly impact: string;
    readonly path: string;
    readonly kind: string;
    readonly verdicts: readonly { readonly message: string }[];
  }[];
}

/**
 * What breaks between two bundled documents, by their files. Values that come break nobody, since callers go on where they
 * meet one that they do not know; our own rules look after those that go, and after states, which nobody can pass over.
 */
export async function breakingChanges(before: string, after: string): Promise<string[]> {
  const { stdout } = await run(
    process.execPath,
    [
      join(root, 'node_modules/@redocly/cli/bin/cli.js'),
      ...['diff', before, after],
      ...['--config', join(root, '.config/compatibility/diff.yaml'), '--skip-rule', 'enum-values-added'],
      ...['--format', 'json', '--fail-on', 'none'],
    ],
    {
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { changes } = JSON.parse(stdout) as Report;
  return changes
    .filter(({ impact }) => impact === 'major')
    .map(
      ({ path, kind, verdicts }) => `${verdicts.map(({ message }) => message).join(' ')} At ${path}, ${kind}`,
    );
}
