import {
  type DemandEvidence,
  type DemandRecord,
  demandKind,
  evidenceAt,
  type MatchPolicy,
  observeOrder,
} from '@open-return-forwarding/core';
import type { Instant } from '@open-return-forwarding/protocol';
import type { ReplayOrder } from './replay-events.ts';

/** What a policy that learns has seen of the demand for each article; a policy that does not learn sees nothing. */
export class DemandSeen {
  private readonly halfLifeDays: number | undefined;
  private readonly records = new Map<string, DemandRecord>();

  constructor({ matching }: MatchPolicy) {
    this.halfLifeDays = matching.demand.learning?.half_life_days;
  }

  /** To be told of each order once it is decided: an order is no evidence about itself. */
  observe({ sku, facts }: ReplayOrder, at: Instant): void {
    if (this.halfLifeDays === undefined) return;
    const sighting = { kind: demandKind(facts), at };
    this.records.set(sku, observeOrder(this.records.get(sku), sighting, this.halfLifeDays));
  }

  /** As it weighs at a moment; undefined where nothing was seen. */
  of(sku: string, at: Instant): DemandEvidence | undefined {
    const record = this.records.get(sku);
    if (record === undefined || this.halfLifeDays === undefined) return undefined;
    return evidenceAt(record, at, this.halfLifeDays);
  }
}
