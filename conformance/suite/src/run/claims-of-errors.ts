import { at, isObject } from '../contract/documents.ts';
import { type Claim, fact } from './claim.ts';
import type { Reply } from './reply.ts';

/** A problem names a place in the body (`/…`, empty for all of it) and calls what is wrong one of these kinds. */
export function namesPlace(reply: Reply, pointer: string, ...kinds: readonly string[]): Claim {
  return names(reply, { member: 'pointer', value: pointer, kinds });
}

/** A problem names a parameter; without kinds, whatever it says is wrong. */
export function namesParameter(reply: Reply, parameter: string, ...kinds: readonly string[]): Claim {
  return names(reply, { member: 'parameter', value: parameter, kinds });
}

interface Named {
  readonly member: 'pointer' | 'parameter';
  readonly value: string;
  readonly kinds: readonly string[];
}

function names(reply: Reply, { member, value, kinds }: Named): Claim {
  const errors = at(reply.json, '/errors');
  const found = Array.isArray(errors) ? errors.filter(isObject) : [];
  return fact(
    `an error whose ${member} is \`${value}\`${kinds.length === 0 ? '' : ` and whose code is ${kinds.join(' or ')}`}`,
    found.some(
      (error) => error[member] === value && (kinds.length === 0 || kinds.includes(String(error.code))),
    ),
    { actual: errors, reply },
  );
}
