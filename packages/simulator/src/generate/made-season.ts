import { categorical, chance, wholeBetween } from '../market/draws.ts';
import { type RandomSource, randomSource } from '../market/random.ts';

/** How large a made-up season is. */
export interface SeasonSize {
  readonly orders: number;
  readonly returns: number;
  readonly seed: number;
}

/** A row of a made-up season; amounts in cents. */
export interface MadeRow {
  readonly kind: 'order' | 'return';
  readonly order_ref: string;
  readonly sku: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly at: number;
  readonly price: number;
  readonly category: string;
  readonly consumer_ref: string;
  readonly country: string;
  readonly postal_code: string;
  readonly reason: string;
  readonly grade: string;
}

const DAY_MS = 86_400_000;
const START = Date.UTC(2027, 2, 1);
const DAYS = 61;
/** A fashion shop: what it sells, how much of it, and what it costs, in euros. */
const ranges = [
  ['dresses', 20, [29, 89]],
  ['tops', 20, [14, 39]],
  ['shirts', 15, [19, 59]],
  ['trousers', 15, [29, 79]],
  ['jackets', 8, [49, 189]],
  ['shoes', 12, [39, 129]],
  ['bags', 5, [29, 149]],
  ['swimwear', 5, [19, 49]],
] as const;
const reasons = [
  ...([
    ['size_too_small', 28],
    ['size_too_large', 24],
    ['style', 16],
    ['unwanted', 12],
    ['color', 6],
  ] as const),
  ...([
    ['not_as_described', 6],
    ['defective', 5],
    ['arrived_late', 3],
  ] as const),
] as const;
const grades = [
  ['like_new', 78],
  ['open_box', 22],
] as const;
const countries = [
  ['NL', 55],
  ['DE', 22],
  ['BE', 16],
  ['FR', 7],
] as const;

interface Article {
  readonly sku: string;
  readonly category: string;
  readonly price: number;
}

/**
 * Makes up a season of two months of a fashion shop: some articles sell far better than others, buyers live in four countries,
 * and what comes back does so one to four weeks after it was bought. Rows come in the order of time. Not data: for measuring
 * and for trying things out.
 */
export function* madeSeason({ orders, returns, seed }: SeasonSize): Generator<MadeRow> {
  const random = randomSource(`season/${seed}`);
  const articles = articlesOf(random.fork('articles'), Math.max(1, Math.round(orders / 50)));
  const bought = boughtArticles(random.fork('orders'), orders, articles.length);
  const at = sortedMoments(random.fork('times'), orders);
  const back = sortedReturns(random.fork('returns'), { count: returns, at });
  let next = 0;
  for (let i = 0; i < orders; i += 1) {
    const moment = at[i] ?? 0;
    for (; next < back.length && (back[next]?.at ?? 0) <= moment; next += 1) {
      yield returnRow(back[next] ?? { at: 0, order: 0 }, { seed, bought, articles });
    }
    yield orderRow(i, moment, { seed, bought, articles });
  }
  for (; next < back.length; next += 1) {
    yield returnRow(back[next] ?? { at: 0, order: 0 }, { seed, bought, articles });
  }
}

interface Shop {
  readonly seed: number;
  readonly bought: Uint32Array;
  readonly articles: readonly Article[];
}

function orderRow(order: number, at: number, { seed, bought, articles }: Shop): MadeRow {
  const { sku, category, price } = articles[bought[order] ?? 0] ?? { sku: '', category: '', price: 0 };
  return {
    ...{ kind: 'order', order_ref: `SO-${order + 1}`, sku, at, price, category },
    ...consumerOf(order, seed),
    ...{ reason: '', grade: '' },
  };
}

function returnRow({ at, order }: { at: number; order: number }, shop: Shop): MadeRow {
  const random = randomSource(`season/${shop.seed}/return/${order}`);
  return {
    ...orderRow(order, at, shop),
    kind: 'return',
    reason: pick(reasons, random),
    grade: pick(grades, random),
  };
}

/** Who bought: about every third order is by somebody who has bought before. */
function consumerOf(order: number, seed: number) {
  const person = chance(randomSource(`${seed}/again/${order}`), 0.3) ? Math.floor(order / 3) : order;
  const random = randomSource(`${seed}/person/${person}`);
  const country = pick(countries, random);
  const number = wholeBetween(random, 10_000, 99_000);
  const postal_code = country === 'DE' || country === 'FR' ? String(number) : String(number).slice(0, 4);
  return { consumer_ref: `C-${person + 1}`, country, postal_code };
}

function articlesOf(random: RandomSource, count: number): Article[] {
  const draw = categorical(ranges.map(([, share]) => share));
  return Array.from({ length: count }, (_, i) => {
    const [category, , [from, to]] = ranges[draw(random)] ?? ranges[0];
    return { sku: `ART-${i + 1}`, category, price: wholeBetween(random, from, to + 1) * 100 - 1 };
  });
}

/** The article of each order: the i-th best sells in proportion to 1 / (i + 20)^0.9. */
function boughtArticles(random: RandomSource, orders: number, articles: number): Uint32Array {
  const draw = categorical(Array.from({ length: articles }, (_, i) => (i + 20) ** -0.9));
  return Uint32Array.from({ length: orders }, () => draw(random));
}

function sortedMoments(random: RandomSource, count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    () => START + Math.floor(random.next() * DAYS * 86_400) * 1_000,
  ).sort();
}

/** Which orders come back, and when; every order once at most. */
function sortedReturns(random: RandomSource, { count, at }: { count: number; at: Float64Array }) {
  const step = at.length / Math.max(1, count);
  const back = Array.from({ length: Math.min(count, at.length) }, (_, i) => {
    const order = Math.min(at.length - 1, Math.floor((i + random.next()) * step));
    const days = 7 + 21 * random.next();
    return { order, at: (at[order] ?? 0) + Math.floor((days * DAY_MS) / 1_000) * 1_000 };
  });
  return back.sort((a, b) => a.at - b.at || a.order - b.order);
}

function pick<Name extends string>(
  choices: readonly (readonly [Name, number])[],
  random: RandomSource,
): Name {
  const at = categorical(choices.map(([, share]) => share))(random);
  return (choices[at] ?? choices[0])?.[0] as Name;
}
