import type { Zone } from '@open-return-forwarding/protocol';
import {
  type CrowdedGame,
  exactCrowd,
  type Player,
  referencePlayer,
  type Shop,
  shopMarket,
  valuesOf,
  worthOfChoices,
} from '@open-return-forwarding/simulator';
import { boutiquePolicy, destinationShares, dress, generalOrder, home } from './boutique.ts';

/** A crowd of listings small enough to try every play of it. */
interface SmallCrowd {
  readonly name: string;
  readonly per_day: number;
  readonly closes: readonly number[];
  /** Where the senders are; all at home unless told. */
  readonly zones?: readonly Zone[];
}

/** The rule in one of them, against the best possible play; both computed, nothing drawn. */
export interface SmallCrowdResult {
  readonly name: string;
  readonly ratio: number;
}

export const smallCrowds: readonly SmallCrowd[] = [
  { name: 'two, one about to close', per_day: 0.74, closes: [0.5, 3] },
  { name: 'two, a day apart', per_day: 2.2, closes: [2, 3] },
  { name: 'three, evenly spread', per_day: 2.2, closes: [1, 2, 3] },
  { name: 'three, scarce orders', per_day: 0.3, closes: [1, 2, 3] },
  { name: 'four that close together', per_day: 2.2, closes: [3, 3, 3, 3] },
  { name: 'four, plenty of orders', per_day: 5, closes: [0.6, 1.4, 2.2, 3] },
  { name: 'six, plenty of orders', per_day: 10, closes: [0.5, 1, 1.5, 2, 2.5, 3] },
  { name: 'four, all but one about to close', per_day: 3, closes: [0.2, 0.2, 0.2, 3] },
  { name: 'five, more than the orders', per_day: 0.74, closes: [0.5, 1, 1.5, 2, 3] },
  { name: 'three senders in three places', per_day: 2.2, closes: [1, 2, 3], zones: [home, 'NL-56', 'BE-9'] },
];

/** Works out one crowd; more slots a day are slower and more exact. */
export function measureSmallCrowd(crowd: SmallCrowd, slotsPerDay: number): SmallCrowdResult {
  const { name, per_day, closes, zones = closes.map(() => home) } = crowd;
  const policy = boutiquePolicy({ general_per_day: per_day, naming_per_day: 0 });
  const orderKinds = [home, 'NL-56', 'BE-9'].map(generalOrder);
  const shop: Shop = { policy, listingKinds: zones.map(dress), orderKinds };
  const values = valuesOf(shop);
  const classes = destinationShares.map((share, kind) => ({
    per_day: per_day * share,
    values: values.map((byOrder) => byOrder[kind] ?? 0),
  }));
  const game: CrowdedGame = { closes, classes };
  const rule = worthOfChoices(game, choiceOf(shop, { game, values }), slotsPerDay);
  return { name, ratio: rule / exactCrowd(game, slotsPerDay) };
}

/** Asks the rule what it would do with an order that comes while such listings are open. */
function choiceOf(shop: Shop, { game, values }: { game: CrowdedGame; values: number[][] }) {
  const listings = game.closes.map((closes, kind) => ({ opens: 0, closes, kind }));
  return ({ now, open, arrived }: { now: number; open: number; arrived: number }) => {
    if (open === 0) return undefined;
    const market = shopMarket(values, { listings, orders: [{ at: now, kind: arrived }] });
    const player: Player = referencePlayer(shop, market);
    for (let i = 0; i < listings.length; i += 1) if ((open & (1 << i)) !== 0) player.opened(i);
    return player.choose(0);
  };
}
