import type { Contract } from '../../contract/contract.ts';
import { at } from '../../contract/documents.ts';
import { described } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import { type Given, isTerminal, reachable } from './rows.ts';
import type { Known, Sight } from './world.ts';

/** What a step of a walk broke. */
export interface Broken {
  readonly requirement: 'ORF-GEN-003' | 'ORF-GEN-004' | 'ORF-GEN-006';
  readonly expected: string;
  readonly actual: string;
}

interface Taken {
  readonly name: string;
  readonly given: Given;
}

interface Change {
  readonly before: Sight;
  readonly after: Sight;
}

/** A command without a row: 409 with a code that the operation names, and every status as it was. */
export function refusal(
  contract: Contract,
  { name, given, reply }: Taken & { readonly reply: Reply },
  { before, after }: Change,
): Broken | undefined {
  const { command, subject } = given;
  const told = `"${name}" while the ${subject?.kind} is ${subject?.status}`;
  const codes = (contract.operations.get(command.operation)?.problems ?? []).filter(
    (code) => contract.problems.get(code) === 409,
  );
  const code = at(reply.json, '/code');
  if (reply.status !== 409 || typeof code !== 'string' || !codes.includes(code))
    return {
      requirement: 'ORF-GEN-006',
      expected: `${told}: status 409 with ${codes.join(' or ')}`,
      actual: described(reply),
    };
  const moved = after.find((known) => statusOf(before, known) !== known.status);
  return moved === undefined
    ? undefined
    : {
        requirement: 'ORF-GEN-006',
        expected: `${told}: everything as it was`,
        actual: `${told} was refused, and the ${moved.kind} is ${moved.status}`,
      };
}

/** Every status is one that the rows lead to which this step can fire. */
export function statuses(
  contract: Contract,
  { name, given }: Taken,
  { before, after }: Change,
): Broken | undefined {
  for (const known of after) {
    const { kind, id, status } = known;
    const was = statusOf(before, known);
    if (was === status) continue;
    const reached = reachable(contract, given, { kind, id, status: was });
    if (reached.has(status)) continue;
    const isOver = was !== undefined && isTerminal(contract, kind, was);
    return {
      requirement: isOver ? 'ORF-GEN-004' : 'ORF-GEN-003',
      expected: `after "${name}" a ${kind} that was ${was ?? 'not there'} is ${[...reached].join(' or ')}`,
      actual: `the ${kind} is ${status}`,
    };
  }
  return undefined;
}

function statusOf(sight: Sight, { kind, id }: Known): string | undefined {
  return sight.find((known) => known.kind === kind && known.id === id)?.status;
}
