import { readFile } from 'node:fs/promises';
import { text as allOf } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { explainDecision, verifyDecision } from '@open-return-forwarding/core';
import type { Decision } from '@open-return-forwarding/protocol';
import { validators } from '@open-return-forwarding/protocol/validators';
import { ConfigError } from '../config.ts';
import { UsageError } from './usage-error.ts';

const help = `orf decision: why a listing and an order were matched, or not

  orf decision verify FILE    recompute the record: every amount, the bar, the choice
  orf decision explain FILE   the decision in words

  FILE is the answer of GET /v1/decisions/ID as JSON; - reads it from the standard input.
  --locale    en, nl, de or fr (en)

Nothing but the file is needed: no policy, no server. The digest is not checked; its nonce is not in the record.
verify ends with 0 if all follows, 1 if something does not or the file is no decision, 2 if not understood.
`;

const options = {
  locale: { type: 'string', default: 'en' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Verifies or explains a decision record; answers the exit code. */
export async function decision(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [action, file, ...rest] = positionals;
  if (values.help || action === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (action !== 'verify' && action !== 'explain') {
    throw new UsageError(`orf decision takes verify or explain, not "${action}".`);
  }
  if (file === undefined || rest.length > 0)
    throw new UsageError(`Say one file: orf decision ${action} FILE.`);
  const record = decisionIn(await textOf(file), file);
  process.stdout.write(wordsOf(record, values.locale));
  return action === 'explain' ? 0 : conclude(record);
}

async function textOf(file: string): Promise<string> {
  if (file === '-') return await allOf(process.stdin);
  return await readFile(file, 'utf8').catch((error: Error) => {
    throw new ConfigError(`${file} cannot be read: ${error.message}`);
  });
}

function decisionIn(text: string, file: string): Decision {
  const value = jsonIn(text, file);
  const validate = validators.Decision;
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  const where = first === undefined || first.instancePath === '' ? 'its top' : first.instancePath;
  throw new ConfigError(
    `${file} is no decision record: ${where} breaks the contract's rule "${first?.keyword}".`,
  );
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wordsOf(record: Decision, locale: string): string {
  const { headline, lines } = explainDecision(record, locale);
  return `${[headline, ...lines.map(({ text }) => `  ${text}`)].join('\n')}\n`;
}

function conclude(record: Decision): number {
  const findings = verifyDecision(record);
  const shown = record.candidates.length;
  if (findings.length === 0) {
    process.stdout.write(`Verified: all follows from the record. Candidates recomputed: ${shown}.\n`);
    return 0;
  }
  for (const { pointer, detail } of findings) process.stdout.write(`${pointer || '/'}: ${detail}\n`);
  process.stderr.write(`${record.id} does not follow from its record. Findings: ${findings.length}.\n`);
  return 1;
}
