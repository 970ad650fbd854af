import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { baseUrl } from '../config.ts';
import { type Tried, tryReceiver } from '../receiver/try.ts';
import { UsageError } from './usage-error.ts';

const help = `orf-conformance receiver: tries a receiver of webhooks by sending to it.

  orf-conformance receiver --url URL --secret whsec_…

  --url URL        where the receiver takes messages
  --secret S       the signing secret that it knows
  --report FILE    every case and answer as JSON
  --timeout N      seconds to wait for an answer (10)

  Sends test events (\`endpoint.test\`) that it has to take, and broken ones that it has to refuse. Exit code: 0 it did,
  1 not, 2 it could not be tried.
`;

const options = {
  url: { type: 'string' },
  secret: { type: 'string' },
  report: { type: 'string' },
  timeout: { type: 'string', default: '10' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Tries a receiver; answers the exit code. */
export async function receiver(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { url, secret, timeout } = values;
  if (url === undefined || secret === undefined)
    throw new UsageError('Which receiver? --url URL --secret whsec_…');
  if (!/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret))
    throw new UsageError('--secret is whsec_ and base64.');
  const seconds = Number(timeout);
  if (!(seconds > 0)) throw new UsageError('--timeout is a number of seconds above 0.');
  const tried = await tryReceiver({ url: baseUrl(url, '--url'), secret, timeout_seconds: seconds }, tell);
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(tried, null, 2)}\n`);
  return conclude(url, tried);
}

function tell({ name, requirement, expected, answers, holds }: Tried): void {
  if (!holds)
    process.stdout.write(`${requirement} ${name}: to be ${expected}, answered ${answers.join(', ')}\n`);
}

function conclude(url: string, tried: readonly Tried[]): number {
  const reached = tried.some(({ answers }) => answers.some((answer) => /^\d/.test(answer)));
  if (!reached) {
    process.stderr.write(`${url} answered nothing. Check the URL, and that the receiver runs.\n`);
    return 2;
  }
  const held = tried.filter(({ holds }) => holds).length;
  const word = held === tried.length ? 'passed' : 'failed';
  process.stdout.write(`${url}: ${word}, ${held} of ${tried.length} cases as they have to be\n`);
  return held === tried.length ? 0 : 1;
}
