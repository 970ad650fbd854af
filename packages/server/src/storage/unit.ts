import type { Unit } from '../ports.ts';
import { AnswerKeys } from './answer-keys.ts';
import { auditStatement, recordAudit } from './audit.ts';
import { Cursors } from './cursor.ts';
import { deadlineStatements, SqlDeadlines } from './deadlines.ts';
import type { Engine } from './engine.ts';
import { SqlErasureWaits, waitStatements } from './erasures.ts';
import { eventStatements, SqlEventLog } from './event-log.ts';
import { idempotencyStatements, SqlIdempotency } from './idempotency.ts';
import { KINDS } from './kinds.ts';
import { ledgerStatements, SqlLedger } from './ledger.ts';
import { openListingStatements, SqlOpenListings } from './open-listings.ts';
import { PolicyCache, policyStatements, SqlPolicies } from './policies.ts';
import type { RandomPool } from './random-pool.ts';
import { SqlRatingLinks } from './rating-links.ts';
import { recallStatements, SqlRecalls } from './recalls.ts';
import { RecordStatements } from './record-statements.ts';
import { DocumentRecords } from './records.ts';
import { refundStatements, SqlRefundEffects } from './refund-effects.ts';
import { SqlReservations } from './reservations.ts';
import { SqlScans, scanStatements } from './scans.ts';
import type { StoreKeys } from './sealing.ts';
import type { Session } from './statement.ts';
import { CohortCache, SqlStatistics } from './statistics.ts';
import { statisticsStatements } from './statistics-statements.ts';
import { SqlVault, vaultStatements } from './vault.ts';
import { deliveryStatements, SqlDeliveries } from './webhook-deliveries.ts';
import { SqlEndpoints } from './webhook-endpoints.ts';

/** What all units of a store share: compiled queries, keys, caches. */
export function unitParts(
  engine: Engine,
  { keys, random, owe }: { readonly keys: StoreKeys; readonly random: RandomPool; owe(): void },
) {
  const db = engine.compiler;
  const cursors = new Cursors(keys.cursors);
  const records = <K extends (typeof KINDS)[keyof typeof KINDS]>(kind: K) => ({
    kind,
    statements: new RecordStatements(db, kind),
    cursors,
  });
  return {
    returns: records(KINDS.returns),
    listings: records(KINDS.listings),
    openListings: openListingStatements(db),
    orders: records(KINDS.orders),
    forwards: records(KINDS.forwards),
    decisions: records(KINDS.decisions),
    settlements: records(KINDS.settlements),
    disputes: records(KINDS.disputes),
    erasures: records(KINDS.erasures),
    erasureWaits: waitStatements(db),
    endpoints: records(KINDS.endpoints),
    deliveries: { statements: deliveryStatements(db), cursors },
    events: { statements: eventStatements(db), cursors },
    scans: scanStatements(db),
    ledger: ledgerStatements(db),
    vault: {
      statements: vaultStatements(db),
      wrapping: keys.wrapping,
      random,
      keys: engine.keys,
      scrub: () => {
        engine.scrub();
        owe();
      },
    },
    policies: { statements: policyStatements(db), cache: new PolicyCache(), cursors, random },
    idempotency: {
      statements: idempotencyStatements(db),
      answers: new AnswerKeys(engine.keys, keys.answers),
      random,
    },
    refundEffects: refundStatements(db),
    deadlines: deadlineStatements(db),
    statistics: { statements: statisticsStatements(db), cohorts: new CohortCache() },
    recalls: { statements: recallStatements(db), cursors },
    audit: auditStatement(db),
  };
}

export function unitOf(session: Session, parts: ReturnType<typeof unitParts>): Unit {
  return {
    retailerId: session.retailerId,
    returns: new DocumentRecords(session, parts.returns),
    listings: new DocumentRecords(session, parts.listings),
    openListings: new SqlOpenListings(session, parts.openListings),
    orders: new DocumentRecords(session, parts.orders),
    forwards: new DocumentRecords(session, parts.forwards),
    decisions: new DocumentRecords(session, parts.decisions),
    settlements: new DocumentRecords(session, parts.settlements),
    disputes: new DocumentRecords(session, parts.disputes),
    erasures: new DocumentRecords(session, parts.erasures),
    erasureWaits: new SqlErasureWaits(session, parts.erasureWaits),
    endpoints: new SqlEndpoints(session, parts.endpoints),
    deliveries: new SqlDeliveries(session, parts.deliveries),
    events: new SqlEventLog(session, parts.events),
    scans: new SqlScans(session, parts.scans),
    ledger: new SqlLedger(session, parts.ledger),
    vault: new SqlVault(session, parts.vault),
    policies: new SqlPolicies(session, parts.policies),
    idempotency: new SqlIdempotency(session, parts.idempotency),
    refundEffects: new SqlRefundEffects(session, parts.refundEffects),
    deadlines: new SqlDeadlines(session, parts.deadlines),
    statistics: new SqlStatistics(session, parts.statistics),
    ratingLinks: new SqlRatingLinks(session),
    reservations: new SqlReservations(session),
    recalls: new SqlRecalls(session, parts.recalls),
    audit: (row) => recordAudit(session, parts.audit, row),
  };
}
