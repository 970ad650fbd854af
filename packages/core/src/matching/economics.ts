import type { CountryCode, Economics, LaneEconomics, Policy } from '@open-return-forwarding/protocol';

/** Where and what a value is asked for. */
export interface EconomicsKey {
  readonly category: string;
  /** Country of the sender. */
  readonly from: CountryCode;
  /** Country of the buyer. */
  readonly to: CountryCode;
}

/** The figures of the value model for one category and one pair of countries. */
export type ResolvedEconomics = Omit<Economics, 'by_category' | 'by_lane'>;

const resolved = new WeakMap<Economics, Map<string, ResolvedEconomics>>();

/**
 * The figures for a category and a pair of countries: the category's and the pair's own, else the general ones. The two
 * kinds of figures do not overlap. Amounts in minor units net of tax.
 */
export function economicsFor(policy: Pick<Policy, 'matching'>, key: EconomicsKey): ResolvedEconomics {
  const { economics } = policy.matching;
  const known = resolved.get(economics) ?? new Map<string, ResolvedEconomics>();
  resolved.set(economics, known);
  const name = `${key.from} ${key.to} ${key.category}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const answer = resolve(economics, key);
  // Categories come with requests: whoever invents new ones must not fill the memory.
  if (known.size >= 10_000) known.clear();
  known.set(name, answer);
  return answer;
}

function resolve(
  { by_category = {}, by_lane = [], ...base }: Economics,
  key: EconomicsKey,
): ResolvedEconomics {
  const own = Object.hasOwn(by_category, key.category) ? by_category[key.category] : undefined;
  const lane = by_lane.find(({ from, to }) => from === key.from && to === key.to);
  return { ...base, ...own, ...laneFigures(base, lane) };
}

function laneFigures(base: ResolvedEconomics, lane: LaneEconomics | undefined): Partial<ResolvedEconomics> {
  if (lane === undefined) return {};
  const { from: _from, to: _to, forward_leg = {}, ...figures } = lane;
  return { ...figures, forward_leg: { ...base.forward_leg, ...forward_leg } };
}
