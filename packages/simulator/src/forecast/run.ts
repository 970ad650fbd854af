import type { Policy } from '@open-return-forwarding/protocol';
import type { ReplayRule } from '../market/counter.ts';
import { replay } from '../market/replay.ts';
import type { ReplayMatch, ReplaySink } from '../market/replay-events.ts';
import { type ArticleHistory, Clerk, type JudgedReturn } from './article.ts';
import { type Draw, drawsFor } from './draws.ts';
import type { Scenario } from './scenario.ts';
import type { Season } from './season.ts';
import { type CategoryCounts, count, emptyTally, type RunTally } from './tally.ts';

const DAY_MS = 86_400_000;

/** By which scenario, with whose luck, and by which rule; the published one, unless told. */
export interface RunSetting {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly rule?: ReplayRule | undefined;
}

/** Replays some articles of a season under a scenario and a seed. Articles do not meet, so any part of them may be asked for. */
export function runArticles(
  season: Season,
  { scenario, seed, rule }: RunSetting,
  articles: Iterable<number>,
): RunTally {
  const clerk = new Clerk(season, scenario, seed);
  const tallier = new Tallier(scenario, seed);
  for (const article of articles) {
    const history = clerk.history(article);
    tallier.judged(history);
    if (history.listings.length > 0) {
      replay(history, { policy: scenario.policy, seed, rule: rule ?? 'reference' }, tallier.sink());
    }
  }
  return tallier.tally;
}

class Tallier {
  readonly tally: RunTally = emptyTally();
  private readonly scenario: Scenario;
  private readonly warehouseHandIn: Draw;

  constructor(scenario: Scenario, seed: number) {
    this.scenario = scenario;
    this.warehouseHandIn = drawsFor(seed, 'warehouse_hand_in');
  }

  judged({ returns }: ArticleHistory): void {
    const { tally } = this;
    for (const each of returns) {
      const counts = this.category(each.subject.category);
      tally.returns += 1;
      counts.returns += 1;
      tally.warehouse_cost += each.warehouse_cost;
      count(tally.refunds.warehouse, 2 * this.warehouseDays(each));
      if (!each.verdict.eligible) {
        tally.refused[each.verdict.code] = (tally.refused[each.verdict.code] ?? 0) + 1;
        continue;
      }
      tally.eligible += 1;
      counts.eligible += 1;
      if (each.listing === undefined) continue;
      tally.listings += 1;
      counts.listings += 1;
    }
  }

  sink(): ReplaySink {
    return {
      matched: (match) => this.matched(match),
      expired: ({ facts, opens }, at, reason) => {
        this.tally[reason === 'window_ended' ? 'expired' : 'not_worth_waiting'] += 1;
        const row = Number(facts.listing_id.slice(1));
        const days = (at - opens) / DAY_MS + this.warehouseDays({ row, subject: facts });
        count(this.tally.refunds.fell_back, 2 * days);
      },
    };
  }

  private matched(match: ReplayMatch): void {
    const { tally } = this;
    const { listing, aftermath, components, forward_value, at } = match;
    const counts = this.category(listing.facts.category);
    const waited = (at - listing.opens) / DAY_MS;
    tally.matched += 1;
    counts.matched += 1;
    tally.saved += aftermath.realised;
    counts.saved += aftermath.realised;
    tally.expected += forward_value;
    tally.expected_hand_ins_bp += Math.round(components.hand_in_probability * 10_000);
    count(tally.waits, 4 * waited);
    if (!aftermath.handed_in) {
      tally.missed += 1;
      tally.parts.missed_hand_ins -= aftermath.realised;
      if (aftermath.hand_in_days === undefined) return;
      const { transit_days, warehouse_days } = this.scenario.assumptions;
      count(tally.refunds.fell_back, 2 * (waited + aftermath.hand_in_days + transit_days + warehouse_days));
      return;
    }
    tally.forwarded += 1;
    counts.forwarded += 1;
    tally.distances[components.distance] = (tally.distances[components.distance] ?? 0) + 1;
    count(tally.refunds.forwarded, 2 * (waited + this.forwardDays(match)));
    if (aftermath.acceptable === true) this.addParts(components);
    else {
      tally.bad += 1;
      tally.parts.bad_ratings -= aftermath.realised;
    }
  }

  private addParts(figures: ReplayMatch['components']): void {
    const { parts } = this.tally;
    const { return_leg, handling, outbound, avoided, forward_leg, incentive, fee, discount } = figures;
    parts.return_leg += return_leg;
    parts.handling += handling;
    parts.outbound += outbound;
    parts.unit_loss += avoided - return_leg - handling - outbound;
    parts.forward_leg += forward_leg;
    parts.incentive += incentive;
    parts.fee += fee;
    parts.discount += discount;
  }

  private category(name: string): CategoryCounts {
    const { categories } = this.tally;
    const known = Object.hasOwn(categories, name) ? categories[name] : undefined;
    if (known !== undefined) return known;
    const fresh = { returns: 0, eligible: 0, listings: 0, matched: 0, forwarded: 0, saved: 0 };
    categories[name] = fresh;
    return fresh;
  }

  /** From the start of a return to its refund by way of the warehouse, for a sender who does hand in. */
  private warehouseDays({
    row,
    subject,
  }: {
    row: number;
    subject: Pick<JudgedReturn['subject'], 'category'>;
  }): number {
    const { transit_days, warehouse_days } = this.scenario.assumptions;
    const curve = handInCurveOf(this.scenario.policy, subject.category);
    return handInDay(curve, this.warehouseHandIn(row) * (curve.at(-1) ?? 0)) + transit_days + warehouse_days;
  }

  /** From the match to the refund of what was forwarded: by the policy's trigger, never later than the law's date. */
  private forwardDays({ components, aftermath, listing, at }: ReplayMatch): number {
    const { refund } = this.scenario.policy;
    const { transit_days, transit_days_abroad } = this.scenario.assumptions;
    const handedIn = aftermath.hand_in_days ?? 0;
    const delivered =
      handedIn + (components.distance === 'cross_border' ? transit_days_abroad : transit_days);
    const due = { handed_in: handedIn, delivered, rated: delivered + refund.rating_window_days };
    const byLaw = Math.max(handedIn, 14 - (at - listing.opens) / DAY_MS);
    return Math.min(due[refund.trigger], byLaw);
  }
}

/** Cumulative basis points by day 1, 2, 3 … of a category. */
function handInCurveOf({ matching }: Policy, category: string): readonly number[] {
  const { economics } = matching;
  return economics.by_category?.[category]?.hand_in_bp_by_day ?? economics.hand_in_bp_by_day;
}

/** The day on which so many basis points have handed in, even within a day. */
function handInDay(curve: readonly number[], share: number): number {
  const day = Math.max(
    0,
    curve.findIndex((each) => share < each),
  );
  const before = curve[day - 1] ?? 0;
  return day + (share - before) / Math.max(1, (curve[day] ?? 0) - before);
}
