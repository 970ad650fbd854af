import { type Bytes, recorded } from '../../driver/step.ts';
import type { Check } from '../../run/check.ts';
import { problem, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { question } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** A body, or what is said of it, and the refusal; without one it has to be taken. */
interface Case {
  readonly body: Bytes;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refused?: readonly [code: string, status: number];
}

const text = (body: string): Bytes => ({ text: body });

/** The question as JSON text, with a member of the caller's own written exactly so. */
function withMember(written: string, body = JSON.stringify(question())): string {
  return `{${written},${body.slice(1)}`;
}

/** The question with spaces at its end, so many bytes in all. */
function ofSize(bytes: number): Bytes {
  return text(JSON.stringify(question()).padEnd(bytes, ' '));
}

/** The question with so many levels of objects. */
function ofDepth(levels: number): Bytes {
  return text(withMember(`"x_probe":${'{"a":'.repeat(levels - 2)}{}${'}'.repeat(levels - 2)}`));
}

function spelt(written: string): Bytes {
  return text(withMember(written));
}

/** The question with bytes in a string that are no UTF-8. */
function unreadable(...bytes: readonly number[]): Bytes {
  const [before = '', after = ''] = withMember('"x_probe":"~"').split('~');
  return recorded(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]));
}

const MALFORMED = ['malformed_json', 400] as const;
const ENCODING = ['invalid_encoding', 400] as const;
const TWICE = ['duplicate_member', 400] as const;
const MEDIA = ['unsupported_media_type', 415] as const;
const plain = (): Bytes => text(JSON.stringify(question()));
const typed = (type: string) => ({ 'content-type': type });

const MEDIA_TYPES: readonly Case[] = [
  { body: plain() },
  { body: plain(), headers: typed('application/json; charset=utf-8') },
  { body: plain(), headers: typed('text/plain'), refused: MEDIA },
  { body: plain(), headers: typed('application/xml'), refused: MEDIA },
  { body: plain(), headers: typed(''), refused: MEDIA },
  { body: plain(), headers: { 'content-encoding': 'gzip' }, refused: MEDIA },
];

const SIZES: readonly Case[] = [
  { body: ofSize(65_536) },
  { body: ofSize(65_537), refused: ['body_too_large', 413] },
  { body: ofSize(200_000), refused: ['body_too_large', 413] },
  { body: ofDepth(32) },
  { body: ofDepth(33), refused: ['too_deep', 400] },
  { body: ofDepth(3000), refused: ['too_deep', 400] },
];

const ENCODINGS: readonly Case[] = [
  { body: spelt('"x_probe":"é 🙂"') },
  { body: spelt('"x_probe":"\\ud83d\\ude42"') },
  { body: unreadable(0xff), refused: ENCODING },
  { body: unreadable(0xc3, 0x28), refused: ENCODING },
  { body: unreadable(0xc0, 0xaf), refused: ENCODING },
  { body: unreadable(0xed, 0xa0, 0x80), refused: ENCODING },
  { body: spelt('"x_probe":"\\ud83d"'), refused: ENCODING },
  { body: spelt('"x_probe":"\\ude42\\ud83d"'), refused: ENCODING },
];

const TEXTS: readonly Case[] = [
  { body: text(`\r\n\t ${JSON.stringify(question())}\n`) },
  { body: text(''), refused: MALFORMED },
  { body: text('{"product":'), refused: MALFORMED },
  { body: text(`${JSON.stringify(question())}{}`), refused: MALFORMED },
  { body: text(`${JSON.stringify(question()).slice(0, -1)},}`), refused: MALFORMED },
  { body: text(`\ufeff${JSON.stringify(question())}`), refused: MALFORMED },
  { body: spelt('"x_probe":NaN'), refused: MALFORMED },
  { body: spelt("'x_probe':1"), refused: MALFORMED },
  { body: spelt('"x_probe":01'), refused: MALFORMED },
];

const NUMBERS: readonly Case[] = [
  { body: spelt('"x_probe":9007199254740991') },
  { body: spelt('"x_probe":-9007199254740991') },
  { body: spelt('"x_probe":1e300') },
  { body: spelt('"x_probe":9007199254740992'), refused: MALFORMED },
  { body: spelt('"x_probe":-9007199254740993'), refused: MALFORMED },
  { body: spelt('"x_probe":1e400'), refused: MALFORMED },
];

const MEMBERS: readonly Case[] = [
  { body: spelt('"x_probe":{"a":1,"b":1}') },
  { body: spelt('"ship_from_country":"NL"'), refused: TWICE },
  { body: spelt('"ship\\u005ffrom_country":"NL"'), refused: TWICE },
  { body: spelt('"x_probe":{"a":1,"a":1}'), refused: TWICE },
  { body: spelt('"x_probe":[{"a":1,"\\u0061":2}]'), refused: TWICE },
  { body: spelt('"x_probe":"\\u0000"'), refused: ['invalid_body', 422] },
];

/** One check per kind of fault, so that a report says which. */
function check(id: string, title: string, cases: readonly Case[]): Check {
  return coreCheck({
    id: `requests.bodies.${id}`,
    title,
    requirements: ['ORF-GEN-007'],
    run: async (trial) => {
      await fresh(trial);
      for (const each of cases) judge(trial, await asked(trial, each), each);
    },
  });
}

function asked(trial: Trial, { body, headers }: Case): Promise<Reply> {
  const { 'content-type': _, ...bare } = trial.request('checkEligibility', { body: {} }).headers;
  const named = headers?.['content-type'] === '' ? {} : { 'content-type': 'application/json', ...headers };
  return trial.send({
    ...trial.request('checkEligibility'),
    headers: { ...bare, ...named },
    body,
  });
}

function judge(trial: Trial, reply: Reply, { refused }: Case): void {
  if (refused === undefined) trial.judge('ORF-GEN-007', status(reply, 200));
  else trial.judge('ORF-GEN-007', problem(reply, ...refused));
}

export const checks: readonly Check[] = [
  check('media-types', 'A body is JSON by its media type, and not encoded', MEDIA_TYPES),
  check('sizes', 'A body has 65,536 bytes and 32 levels at most, and may have them', SIZES),
  check('encodings', 'A body is UTF-8 without half surrogates', ENCODINGS),
  check('texts', 'A body is one JSON text', TEXTS),
  check('numbers', 'A number that cannot be carried exactly is refused', NUMBERS),
  check('members', 'A member stands once, and a string holds no NUL', MEMBERS),
];
