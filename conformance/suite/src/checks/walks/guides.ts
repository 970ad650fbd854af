import type { Contract } from '../../contract/contract.ts';
import { COMMANDS, type Command } from './commands.ts';
import { hasRow } from './rows.ts';
import type { Guide, Step } from './walk.ts';
import { ofKind, type Sight } from './world.ts';

/** How often something is tried that the table has no row for: it should change nothing, so the walk loses nothing by it. */
const OUT_OF_PLACE = 0.4;

/** Goes where numbers lead: mostly what can be done, at times what the table has no row for. */
export function wandering(
  contract: Contract,
  { next, length }: { next: () => number; length: number },
): Guide {
  return (sight, taken) => {
    if (taken === length) return undefined;
    const choices = choicesIn(contract, sight);
    const wrong = choices.filter(({ isInPlace }) => !isInPlace);
    const drawn =
      next() < OUT_OF_PLACE && wrong.length > 0 ? wrong : choices.filter((each) => each.isInPlace);
    let left = next() * drawn.reduce((sum, { weight }) => sum + weight, 0);
    const found = drawn.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    return (found ?? drawn.at(-1))?.step;
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

interface Choice {
  readonly step: Step;
  /** The table has a row for it, or has no say. */
  readonly isInPlace: boolean;
  readonly weight: number;
}

function choicesIn(contract: Contract, sight: Sight): Choice[] {
  return Object.entries(COMMANDS).flatMap(([name, command]) =>
    targets(sight, command).map((target) => {
      const subject = command.subject === undefined ? undefined : ofKind(sight, command.subject)[target];
      const isInPlace = hasRow(contract, { command, subject }) !== false;
      return { step: { name, target }, isInPlace, weight: isInPlace ? command.weight : 1 };
    }),
  );
}
