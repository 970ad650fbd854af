import { writeFile } from 'node:fs/promises';
import { createClient, OrfError, type PolicySettings } from '@open-return-forwarding/client';
import { createTestControl } from '@open-return-forwarding/client/test-control';
import { ConfigError } from '@open-return-forwarding/server';
import { MappingError } from '@open-return-forwarding/simulator';
import { explain } from './ladder.ts';
import { type History, readHistory, readMapping } from './lines.ts';
import { help, type ReplayOptions, readOptions, UsageError } from './options.ts';
import { pairsOf } from './pairs.ts';
import { choosePolicy } from './policy.ts';
import { type ProgressOutput, progressOf } from './progress.ts';
import { replay } from './replay.ts';
import { type Report, reportOf } from './report.ts';
import { ReplayError, reachServer } from './server.ts';
import { reportText } from './tables.ts';

/** Where the run writes: the report, and what goes on meanwhile. */
export interface Output {
  out: { write(text: string): unknown };
  err: ProgressOutput;
}

/** Runs the replay; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === undefined) output.out.write(help);
    else await replayFiles(options, output);
    return 0;
  } catch (error) {
    output.err.write(`${explanationOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function replayFiles(options: ReplayOptions, { out, err }: Output): Promise<void> {
  const mapping = await readMapping(options.mapping);
  if (options.accept === 'column' && mapping.columns.accepts === undefined) {
    throw new UsageError('--accept column needs a column `accepts` in the mapping.');
  }
  const policy = await choosePolicy({
    file: options.policy,
    currency: mapping.defaults.currency,
    ignoreValue: options.ignoreValue,
  });
  const history = await readHistory(options, mapping);
  const server = await reachServer(options);
  err.write(`${server.note}\n`);
  try {
    const report = await replayHistory({ ...options, url: server.url }, { policy, history, err });
    out.write(`${reportText(report, policy.matching.window_days)}\n`);
    if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await server.close();
  }
}

async function replayHistory(
  options: ReplayOptions & { url: string },
  { policy, history, err }: { policy: PolicySettings; history: History; err: ProgressOutput },
): Promise<Report> {
  const { url, token, testControl, accept } = options;
  const replayed = await replay(
    {
      orf: createClient({ baseUrl: url, token }),
      control: createTestControl({ baseUrl: url, token: testControl }),
      progress: progressOf(history.lines.length, err),
      ...{ policy, accept },
    },
    history.lines,
  );
  return reportOf(history, replayed, explain(replayed, pairsOf(history.lines, { policy, accept })));
}

/** What went wrong, for whoever started the run; a fault of this program is not explained away. */
function explanationOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nSee --help.`;
  const expected = [MappingError, ConfigError, ReplayError, OrfError].some((kind) => error instanceof kind);
  if (error instanceof Error && (expected || 'code' in error)) return error.message;
  throw error;
}
