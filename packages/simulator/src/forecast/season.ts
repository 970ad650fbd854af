/** All orders and returns of the articles that came back, by article and then by time, in columns that threads can share. */
export interface Season {
  readonly currency: string;
  /** Name and category of each article. */
  readonly skus: readonly string[];
  readonly categories: readonly string[];
  readonly zones: readonly string[];
  readonly reasons: readonly string[];
  readonly grades: readonly string[];
  /** Where each article begins; one entry more than articles. */
  readonly begins: Uint32Array;
  readonly columns: Columns;
  /** First and last event, also of articles that never came back; milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly orders: number;
  readonly returns: number;
  /** Articles in the files, with or without a return. */
  readonly articles: number;
}

/** One entry per event. */
export interface Columns {
  /** Milliseconds since 1970; events of the same moment are parted by fractions, in the order of the file. */
  readonly at: Float64Array;
  readonly isReturn: Uint8Array;
  /** Gross, minor units. */
  readonly price: Int32Array;
  readonly zone: Uint32Array;
  /** A hash of the consumer's reference; who it was is not kept. */
  readonly person: Float64Array;
  /** Bucket of a sender in a rollout. */
  readonly bucket: Uint16Array;
  readonly reason: Uint8Array;
  readonly grade: Uint8Array;
  /** Grades that the buyer accepts, as bits by index of `conditionGradeValues`; UNKNOWN where the file does not say. */
  readonly accepts: Uint8Array;
  /** A number of the event that is the same in every run. */
  readonly row: Uint32Array;
}

/** What `accepts` holds where the file does not say. */
export const UNKNOWN = 255;

/** An event as it is read. */
export interface SeasonEvent {
  readonly at: number;
  readonly sku: string;
  readonly category: string;
  readonly price: number;
  readonly zone: string;
  readonly person: number;
  readonly bucket: number;
  /** Of a return. */
  readonly reason?: string | undefined;
  readonly grade?: string | undefined;
  /** Of an order. */
  readonly accepts?: number | undefined;
}

const kinds = {
  at: Float64Array,
  isReturn: Uint8Array,
  price: Int32Array,
  zone: Uint32Array,
  person: Float64Array,
  bucket: Uint16Array,
  reason: Uint8Array,
  grade: Uint8Array,
  accepts: Uint8Array,
  row: Uint32Array,
} as const;

type Writable = { -readonly [Name in keyof Columns]: Columns[Name] };

function columnsOf(length: number): Writable {
  const made = Object.entries(kinds).map(([name, kind]) => {
    const Kind = kind as Float64ArrayConstructor;
    return [name, new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT))];
  });
  return Object.fromEntries(made) as Writable;
}

/** Takes events in the order of the files and puts them in the order of articles and time. */
export class SeasonBuilder {
  private readonly currency: string;
  private columns = columnsOf(1 << 12);
  private articleOf = new Uint32Array(1 << 12);
  private size = 0;
  private readonly articles = new Names();
  private readonly categories: string[] = [];
  private readonly zones = new Names();
  private readonly reasons = new Names();
  private readonly grades = new Names();
  private returns = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  constructor(currency: string) {
    this.currency = currency;
  }

  add(event: SeasonEvent): void {
    if (this.size === this.articleOf.length) this.grow();
    const at = this.size;
    const article = this.articles.of(event.sku);
    this.categories[article] ??= event.category;
    this.articleOf[at] = article;
    const { columns } = this;
    columns.at[at] = event.at;
    columns.price[at] = event.price;
    columns.zone[at] = this.zones.of(event.zone);
    columns.person[at] = event.person;
    columns.bucket[at] = event.bucket;
    columns.accepts[at] = event.accepts ?? UNKNOWN;
    columns.row[at] = at;
    if (event.reason !== undefined) {
      columns.isReturn[at] = 1;
      columns.reason[at] = this.reasons.of(event.reason);
      columns.grade[at] = this.grades.of(event.grade ?? '');
      this.returns += 1;
    }
    this.first = Math.min(this.first, event.at);
    this.last = Math.max(this.last, event.at);
    this.size += 1;
  }

  /** The season. What was added is not to be added to any more. */
  build(): Season {
    const { order, begins, kept } = this.inOrder();
    const columns = columnsOf(order.length);
    for (const name of Object.keys(kinds) as (keyof Columns)[]) {
      const [from, to] = [this.columns[name], columns[name]];
      for (let i = 0; i < order.length; i += 1) to[i] = from[order[i] ?? 0] ?? 0;
    }
    part(columns.at, begins);
    return {
      currency: this.currency,
      skus: kept.map((article) => this.articles.list[article] ?? ''),
      categories: kept.map((article) => this.categories[article] ?? ''),
      zones: this.zones.list,
      reasons: this.reasons.list,
      grades: this.grades.list,
      begins,
      columns,
      first: this.first,
      last: this.last,
      orders: this.size - this.returns,
      returns: this.returns,
      articles: this.articles.list.length,
    };
  }

  /** Events of the articles that came back, by article, time and row; orders of others cannot meet a return. */
  private inOrder() {
    const count = this.articles.list.length;
    const events = new Uint32Array(count);
    const cameBack = new Uint8Array(count);
    for (let i = 0; i < this.size; i += 1) {
      const article = this.articleOf[i] ?? 0;
      events[article] = (events[article] ?? 0) + 1;
      if (this.columns.isReturn[i] === 1) cameBack[article] = 1;
    }
    const kept = [...cameBack.keys()].filter((article) => cameBack[article] === 1);
    const begins = new Uint32Array(new SharedArrayBuffer(4 * (kept.length + 1)));
    const next = new Uint32Array(count);
    kept.forEach((article, i) => {
      next[article] = begins[i] ?? 0;
      begins[i + 1] = (begins[i] ?? 0) + (events[article] ?? 0);
    });
    const order = new Uint32Array(begins[kept.length] ?? 0);
    for (let i = 0; i < this.size; i += 1) {
      const article = this.articleOf[i] ?? 0;
      if (cameBack[article] !== 1) continue;
      order[next[article] ?? 0] = i;
      next[article] = (next[article] ?? 0) + 1;
    }
    this.byTime(order, begins);
    return { order, begins, kept };
  }

  private byTime(order: Uint32Array, begins: Uint32Array): void {
    const { at } = this.columns;
    const compare = (a: number, b: number) => (at[a] ?? 0) - (at[b] ?? 0) || a - b;
    for (let i = 0; i + 1 < begins.length; i += 1) {
      const part = order.subarray(begins[i], begins[i + 1]);
      if (part.some((each, j) => j > 0 && (at[each] ?? 0) < (at[part[j - 1] ?? 0] ?? 0))) part.sort(compare);
    }
  }

  private grow(): void {
    const length = this.size * 2;
    const columns = columnsOf(length);
    for (const name of Object.keys(kinds) as (keyof Columns)[])
      columns[name].set(this.columns[name] as never);
    const articleOf = new Uint32Array(length);
    articleOf.set(this.articleOf);
    this.columns = columns;
    this.articleOf = articleOf;
  }
}

/** Parts events of one moment by 1/4096 ms each, so that what stands first in the file happens first. */
function part(at: Float64Array, begins: Uint32Array): void {
  for (let article = 0; article + 1 < begins.length; article += 1) {
    let moment = Number.NaN;
    let rank = 0;
    for (let i = begins[article] ?? 0; i < (begins[article + 1] ?? 0); i += 1) {
      const same = at[i] === moment;
      rank = same ? Math.min(rank + 1, 4095) : 0;
      moment = at[i] ?? 0;
      at[i] = moment + rank / 4096;
    }
  }
}

/** Names as numbers. */
class Names {
  readonly list: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    const before = this.known.get(name);
    if (before !== undefined) return before;
    // A copy: a slice would keep the whole piece of the file alive that it comes from.
    const own = Buffer.from(name).toString();
    this.known.set(own, this.list.length);
    this.list.push(own);
    return this.list.length - 1;
  }
}
