import {
  type DemandEvidence,
  type DemandRecord,
  demandKind,
  evidenceAt,
  observeOrder,
} from '@open-return-forwarding/core';
import { type ConditionGrade, conditionGradeValues } from '@open-return-forwarding/protocol';
import type { ReplayListing, ReplayOrder } from '../market/replay-events.ts';
import { drawsFor } from './draws.ts';
import { Judge, type ReturnSubject, type Verdict } from './judge.ts';
import type { Scenario } from './scenario.ts';
import { type Season, UNKNOWN } from './season.ts';

/** A return and what the rules and its sender made of it. */
export interface JudgedReturn {
  readonly row: number;
  readonly subject: ReturnSubject;
  readonly verdict: Verdict;
  /** What the warehouse route costs, minor units. */
  readonly warehouse_cost: number;
  /** Absent where it is not offered, or the sender would rather not. */
  readonly listing?: ReplayListing | undefined;
}

/** One article of a season as it was under a scenario and a seed: all that a replay takes. */
export interface ArticleHistory {
  readonly returns: readonly JudgedReturn[];
  readonly listings: readonly ReplayListing[];
  readonly orders: readonly ReplayOrder[];
}

const DAY_MS = 86_400_000;

/** Judges returns and draws what people choose, article by article. */
export class Clerk {
  readonly judge: Judge;
  private readonly season: Season;
  private readonly scenario: Scenario;
  private readonly adopts: (row: number) => number;
  private readonly accepts: (row: number) => number;
  private readonly countries: readonly string[];

  constructor(season: Season, scenario: Scenario, seed: number) {
    this.season = season;
    this.scenario = scenario;
    this.judge = new Judge(scenario, season);
    this.adopts = drawsFor(seed, 'adoption');
    this.accepts = drawsFor(seed, 'acceptance');
    this.countries = season.zones.map((zone) => zone.slice(0, 2));
  }

  /** Everything that happened to an article, in the order of time. */
  history(article: number): ArticleHistory {
    const { begins, columns } = this.season;
    const returns: JudgedReturn[] = [];
    const orders: ReplayOrder[] = [];
    const seen = new Sightings(this.judge.learns ? this.scenario.policy.matching.demand.learning : undefined);
    for (let i = begins[article] ?? 0; i < (begins[article + 1] ?? 0); i += 1) {
      if (columns.isReturn[i] === 1) returns.push(this.returned(article, i, seen));
      else {
        const order = this.ordered(article, i);
        seen.observe(order);
        orders.push(order);
      }
    }
    const listings = returns.flatMap(({ listing }) => (listing === undefined ? [] : [listing]));
    return { returns, listings, orders };
  }

  private returned(article: number, i: number, seen: Sightings): JudgedReturn {
    const { columns, skus, categories, reasons, grades } = this.season;
    const at = columns.at[i] ?? 0;
    const row = columns.row[i] ?? 0;
    const now = new Date(at).toISOString();
    const subject: ReturnSubject = {
      sku: skus[article] ?? '',
      category: categories[article] ?? '',
      price: columns.price[i] ?? 0,
      country: this.countries[columns.zone[i] ?? 0] ?? '',
      reason: reasons[columns.reason[i] ?? 0] ?? '',
      grade: grades[columns.grade[i] ?? 0] ?? '',
      bucket: columns.bucket[i] ?? 0,
    };
    const verdict = this.judge.verdict(subject, now, seen.at(now));
    const warehouse_cost = this.judge.warehouseCost(subject);
    const judged = { row, subject, verdict, warehouse_cost };
    if (!verdict.eligible || this.adopts(row) >= this.scenario.assumptions.adoption) return judged;
    const closes = Math.floor(at) + verdict.window_days * DAY_MS;
    const whose = { id: `r${row}`, sender: String(columns.person[i]), zone: this.zone(i) };
    const facts = this.judge.listing({ ...subject, ...whose }, verdict, new Date(closes).toISOString());
    return { ...judged, listing: { facts, opens: at, closes } };
  }

  private ordered(article: number, i: number): ReplayOrder {
    const { columns, skus, categories } = this.season;
    const row = columns.row[i] ?? 0;
    const subject = {
      sku: skus[article] ?? '',
      category: categories[article] ?? '',
      price: columns.price[i] ?? 0,
      country: this.countries[columns.zone[i] ?? 0] ?? '',
    };
    const said = columns.accepts[i] ?? UNKNOWN;
    const drawn = () => (this.accepts(row) < this.judge.acceptance(subject) ? everyGrade : none);
    const accepts = said === UNKNOWN ? drawn() : gradesOf(said);
    const offered_price = accepts.length === 0 ? undefined : this.judge.offeredPrice(subject);
    return {
      sku: subject.sku,
      at: columns.at[i] ?? 0,
      facts: {
        order_id: `o${row}`,
        buyer_ref: String(columns.person[i]),
        accepts,
        full_price: this.judge.priceOf(subject),
        ...(offered_price === undefined ? {} : { offered_price }),
        zone: this.zone(i),
      },
    };
  }

  private zone(i: number): string {
    return this.season.zones[this.season.columns.zone[i] ?? 0] ?? '';
  }
}

const everyGrade: readonly ConditionGrade[] = conditionGradeValues;
const none: readonly ConditionGrade[] = [];

function gradesOf(bits: number): readonly ConditionGrade[] {
  return conditionGradeValues.filter((_, at) => (bits & (1 << at)) !== 0);
}

/** The demand for one article as a server that learns has seen it by then. */
class Sightings {
  private record: DemandRecord | undefined;
  private readonly halfLife: number | undefined;

  constructor(learning: { readonly half_life_days: number } | undefined) {
    this.halfLife = learning?.half_life_days;
  }

  observe({ facts, at }: ReplayOrder): void {
    if (this.halfLife === undefined) return;
    const sighting = { kind: demandKind(facts), at: new Date(at).toISOString() };
    this.record = observeOrder(this.record, sighting, this.halfLife);
  }

  at(now: string): DemandEvidence | undefined {
    if (this.record === undefined || this.halfLife === undefined) return undefined;
    return evidenceAt(this.record, now, this.halfLife);
  }
}
