import type { Contract } from '../../contract/contract.ts';
import { COMMANDS, type Command } from './commands.ts';
import { hasRow } from './rows.ts';
import type { Guide, Step } from './walk.ts';
import { ofKind, type Sight } from './world.ts';

/** How much rather something is done that the table has a row for. */
const RATHER = 5;

/** Goes where numbers lead: mostly what the table has a row for, at times what it has none for. */
export function wandering(
  contract: Contract,
  { next, length }: { next: () => number; length: number },
): Guide {
  return (sight, taken) => {
    if (taken === length) return undefined;
    const choices = Object.entries(COMMANDS).flatMap(([name, command]) =>
      targets(sight, command).map((target) => ({
        step: { name, target },
        weight: command.weight * weightIn(contract, sight, { command, target }),
      })),
    );
    let left = next() * choices.reduce((sum, { weight }) => sum + weight, 0);
    const drawn = choices.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    return (drawn ?? choices[0])?.step;
  };
}

/** Takes these steps, one after the other. */
export function following(steps: readonly Step[]): Guide {
  return (_, taken) => steps[taken];
}

function targets(sight: Sight, { subject, most }: Command): number[] {
  if (subject !== undefined) return ofKind(sight, subject).map((_, index) => index);
  return most !== undefined && ofKind(sight, most.kind).length >= most.count ? [] : [0];
}

function weightIn(
  contract: Contract,
  sight: Sight,
  { command, target }: { readonly command: Command; readonly target: number },
): number {
  const subject = command.subject === undefined ? undefined : ofKind(sight, command.subject)[target];
  const isFree = hasRow(contract, { command, subject });
  return isFree === false ? 1 : RATHER;
}
