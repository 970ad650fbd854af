import { isDeepStrictEqual } from 'node:util';
import { at, isObject } from '../contract/documents.ts';
import type { Reply } from './reply.ts';

/** Something that either is so or not, with what to say if it is not. */
export interface Claim {
  readonly holds: boolean;
  readonly expected: string;
  readonly actual: string;
  readonly pointer?: string;
  readonly step?: number;
}

/** The answer has this status, or one of these. */
export function status(reply: Reply, ...expected: readonly number[]): Claim {
  return {
    holds: expected.includes(reply.status),
    expected: `status ${expected.join(' or ')}`,
    actual: described(reply),
    step: reply.step,
  };
}

/** The answer is the problem of this code, with the status that the register of problems pins for it. */
export function problem(reply: Reply, code: string, ...statuses: readonly number[]): Claim {
  const isProblem = reply.headers['content-type']?.startsWith('application/problem+json') === true;
  const hasStatus = statuses.length === 0 ? reply.status >= 400 : statuses.includes(reply.status);
  return {
    holds: isProblem && hasStatus && at(reply.json, '/code') === code,
    expected: `a problem ${code}${statuses.length === 0 ? '' : ` with status ${statuses.join(' or ')}`}`,
    actual: described(reply),
    pointer: '/code',
    step: reply.step,
  };
}

/** A member of the answer has this value. */
export function member(reply: Reply, pointer: string, expected: unknown): Claim {
  const actual = at(reply.json, pointer);
  return {
    holds: isDeepStrictEqual(actual, expected),
    expected: shown(expected),
    actual: reply.status >= 400 || reply.status === 0 ? described(reply) : shown(actual),
    pointer,
    step: reply.step,
  };
}

/** A member of the answer is one of these values. */
export function oneOf(reply: Reply, pointer: string, expected: readonly unknown[]): Claim {
  const actual = at(reply.json, pointer);
  return {
    holds: expected.some((each) => isDeepStrictEqual(actual, each)),
    expected: `one of ${expected.map(shown).join(', ')}`,
    actual: shown(actual),
    pointer,
    step: reply.step,
  };
}

/** A member is there, or is not. */
export function present(reply: Reply, pointer: string, expected = true): Claim {
  const actual = at(reply.json, pointer);
  return {
    holds: (actual !== undefined) === expected,
    expected: expected ? 'a value' : 'no such member',
    actual: shown(actual),
    pointer,
    step: reply.step,
  };
}

/** The answer has a header, with this value or one that fits the pattern. */
export function header(reply: Reply, name: string, expected: string | RegExp): Claim {
  const actual = reply.headers[name.toLowerCase()];
  const holds =
    typeof expected === 'string' ? actual === expected : actual !== undefined && expected.test(actual);
  return {
    holds,
    expected: `header ${name}: ${String(expected)}`,
    actual: actual === undefined ? `no header ${name}` : `${name}: ${actual}`,
    step: reply.step,
  };
}

/** A member of the answer is this instant, however it is written. */
export function instant(reply: Reply, pointer: string, expected: string): Claim {
  const actual = at(reply.json, pointer);
  return {
    holds: typeof actual === 'string' && Date.parse(actual) === Date.parse(expected),
    expected,
    actual: reply.status >= 400 || reply.status === 0 ? described(reply) : shown(actual),
    pointer,
    step: reply.step,
  };
}

/** A member of the answer is this amount of money; it may have more members. */
export function money(
  reply: Reply,
  pointer: string,
  expected: { amount: number; currency: string },
): Claim[] {
  return [
    member(reply, `${pointer}/amount`, expected.amount),
    member(reply, `${pointer}/currency`, expected.currency),
  ];
}

/** Two values are the same JSON. */
export function same(what: string, actual: unknown, expected: unknown): Claim {
  return {
    holds: isDeepStrictEqual(actual, expected),
    expected: `${what}: ${shown(expected)}`,
    actual: shown(actual),
  };
}

/** Anything else: `what` says in words what has to be so. */
export function fact(what: string, holds: boolean, seen: { actual: unknown; reply?: Reply }): Claim {
  return {
    holds,
    expected: what,
    actual: shown(seen.actual),
    ...(seen.reply === undefined ? {} : { step: seen.reply.step }),
  };
}

const LONGEST = 300;

/** A value as a report shows it. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What an answer was, in a line. */
export function described({ status: code, json, failure }: Reply): string {
  if (failure !== undefined) return `no answer: ${failure}`;
  if (isObject(json) && typeof json.code === 'string') {
    const errors = json.errors === undefined ? '' : ` ${shown(json.errors)}`;
    return `status ${code}, problem ${json.code}${errors}`;
  }
  return `status ${code}`;
}
