import { at, isObject, type Json, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact, same } from '../../run/claim.ts';
import { halfEven, least } from '../prices/figures.ts';
import { worth } from './worth.ts';

/** The pairs that a decision shows. */
export function candidatesOf({ candidates }: JsonObject): JsonObject[] {
  return Array.isArray(candidates) ? candidates.filter(isObject) : [];
}

/** The pairs that were valued. */
export function valued(decision: JsonObject): JsonObject[] {
  return candidatesOf(decision).filter(({ components }) => isObject(components));
}

export function chosenOf(decision: JsonObject): JsonObject | undefined {
  return candidatesOf(decision).find(({ outcome }) => outcome === 'chosen');
}

/** What the record of a match has to hold of the pair that was chosen. */
const COMPONENTS = [
  'distance from_zone to_zone unit_value return_leg handling outbound recovery_loss depreciation avoided forward_leg',
  'cross_border_surcharge incentive fee advantage discount hand_in_probability acceptable_probability bad_rating_loss',
  'missed_hand_in_loss',
].flatMap((words) => words.split(' '));

/** The record says what was chosen, why, by whom and by which policy. */
export function isRecorded(decision: JsonObject): Claim[] {
  const pair = chosenOf(decision);
  const components = isObject(pair?.components) ? pair.components : {};
  const missing = COMPONENTS.filter((name) => !(name in components));
  const figures = ['forward_value', 'threshold', 'margin'].filter((name) => typeof pair?.[name] !== 'number');
  const chosen = { listing_id: pair?.listing_id, order_id: pair?.order_id };
  return [
    same('the pair that was chosen', decision.chosen, chosen),
    same('components that are missing', missing, []),
    same('figures that are missing', figures, []),
    fact('the name and the version of the algorithm', isNamed(decision.algorithm), {
      actual: decision.algorithm,
    }),
    same('type of policy_version', typeof decision.policy_version, 'number'),
  ];
}

function isNamed(algorithm: Json | undefined): boolean {
  return (
    isObject(algorithm) &&
    [algorithm.name, algorithm.version].every((text) => typeof text === 'string' && text !== '')
  );
}

/** Every value of a record, computed again from the record alone. */
export function isRecomputable(candidate: JsonObject): Claim[] {
  const { components, basis } = candidate;
  if (!isObject(components) || !isObject(basis))
    return [same('a basis of the value', typeof basis, 'object')];
  const held = (name: string) => BigInt(Math.round(Number(components[name])));
  const from = (pointer: string) => BigInt(Math.round(Number(at(basis, pointer) ?? 0)));
  const unit = halfEven(from('/reference_price/net') * from('/unit_cost_bp'), 10_000n);
  const expected: Record<string, bigint> = {
    unit_value: unit,
    recovery_loss: halfEven(unit * (10_000n - from('/recovery_bp')), 10_000n),
    depreciation: halfEven(unit * from('/depreciation_bp_per_day') * from('/days_saved'), 10_000n),
    avoided:
      held('return_leg') +
      held('handling') +
      held('outbound') +
      least(held('unit_value'), held('recovery_loss') + held('depreciation')),
    advantage: held('avoided') - held('forward_leg') - held('incentive') - held('fee'),
    discount: discountOf(candidate, from),
  };
  const value = worth({
    handIn: shareOf(components.hand_in_probability),
    acceptable: shareOf(components.acceptable_probability),
    advantage: held('advantage'),
    discount: held('discount'),
    badRatingLoss: held('bad_rating_loss'),
    missedHandInLoss: held('missed_hand_in_loss'),
  });
  return [
    ...Object.entries(expected).map(([name, figure]) => same(name, components[name], Number(figure))),
    same('forward_value', candidate.forward_value, Number(value)),
  ];
}

function discountOf({ names_listing: names, basis }: JsonObject, from: (pointer: string) => bigint): bigint {
  if (names === true || at(basis, '/offered_price') === undefined) return 0n;
  const given = from('/full_price/net') - from('/offered_price/net');
  return given > 0n ? given : 0n;
}

/** A probability as whole basis points. */
export function shareOf(probability: Json | undefined): bigint {
  return BigInt(Math.round(Number(probability) * 10_000));
}

/** Nothing is matched at a loss, and nothing that names no listing below its threshold. */
export function isWorthIt(decision: JsonObject): Claim[] {
  const pair = chosenOf(decision);
  const worthwhile = candidatesOf(decision).filter(({ outcome }) => outcome !== 'rejected');
  return [
    ...(pair === undefined
      ? []
      : [
          fact('a value above 0 of what was chosen', Number(pair.forward_value) > 0, {
            actual: pair.forward_value,
          }),
        ]),
    fact(
      'values above 0 of what could have been',
      worthwhile.every(({ forward_value: value }) => Number(value) > 0),
      {
        actual: worthwhile.map(({ forward_value: value }) => value),
      },
    ),
  ];
}

export function isAboveTheBar(decision: JsonObject): Claim[] {
  const pair = chosenOf(decision);
  const thresholds = valued(decision).map(({ threshold }) => Number(threshold));
  const isReached =
    pair === undefined || pair.names_listing === true || Number(pair.forward_value) >= Number(pair.threshold);
  return [
    fact(
      'no threshold below 0',
      thresholds.every((threshold) => threshold >= 0),
      { actual: thresholds },
    ),
    fact('what was chosen reaches its threshold', isReached, {
      actual: [pair?.forward_value, pair?.threshold],
    }),
  ];
}

/** Margins are the differences they should be, and the highest was chosen. */
export function isBest(decision: JsonObject): Claim[] {
  const margins = valued(decision).map(({ forward_value, threshold, margin }) => [
    margin,
    Number(forward_value) - Number(threshold),
  ]);
  const wrong = margins.filter(([shown, difference]) => shown !== difference);
  const pair = chosenOf(decision);
  const rest = candidatesOf(decision).filter(({ outcome }) => outcome === 'outscored');
  const best = rest.map(({ margin }) => Number(margin)).filter((margin) => margin > Number(pair?.margin));
  return [
    same('margins that are not value less threshold', wrong, []),
    same('margins above that of the chosen pair', pair === undefined ? [] : best, []),
  ];
}
