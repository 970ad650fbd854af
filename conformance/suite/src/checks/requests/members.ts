import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { problem, status } from '../../run/claim.ts';
import { namesParameter, namesPlace } from '../../run/claims-of-errors.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, type Change, eligibleReturn, question } from '../../stage/messages.ts';
import { coreCheck, plainCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** Lists of every server, which take no unknown parameter. */
const LISTS = [
  ...['listReturns', 'listListings', 'listOrders', 'listForwards'],
  ...['listDisputes', 'listSettlements', 'listEvents'],
];

const UNKNOWN: readonly (readonly [change: Change, pointer: string])[] = [
  [{ colour: 'red' }, '/colour'],
  [{ reason_cod: 'style' }, '/reason_cod'],
  [{ Reason_code: 'style' }, '/Reason_code'],
  [{ product: { colour: 'red' } }, '/product/colour'],
  [{ condition: { checklist: { ironed: true } } }, '/condition/checklist/ironed'],
  [{ product: { safety: { x_note: 1 } } }, '/product/safety/x_note'],
  [{ X_note: 1 }, '/X_note'],
  [{ 'x-note': 1 }, '/x-note'],
  [{ __proto: 1 }, '/__proto'],
];

/** Values that a member of the caller's own may have. */
const OWN = [null, true, 0, -1.5, '', 'text', [], [null, { a: 1 }], { product: { sku: 1 } }];

/** A release of the same major version after the server's own. */
function later(trial: Trial, by: number): string {
  const [major, minor] = String(trial.around.discovery.version).split('.').map(Number);
  return `${major}.${Math.max(0, (minor ?? 0) + by)}.0`;
}

/** The major version after the server's own. */
function otherMajor(trial: Trial): string {
  return `${Number(String(trial.around.discovery.version).split('.')[0]) + 1}.9.0`;
}

const strangeness = { query: { zz_unknown: 1 } };
const strange = () => question({ colour: 'red', product: { colour: 'red' } });

export const checks: readonly Check[] = [
  coreCheck({
    id: 'requests.members.unknown',
    title: 'A member that the schema does not have is refused, wherever it stands',
    requirements: ['ORF-GEN-009'],
    run: async (trial) => {
      await fresh(trial);
      for (const [change, pointer] of UNKNOWN) {
        const reply = await trial.call('checkEligibility', { body: question(change) });
        trial.judge(
          'ORF-GEN-009',
          problem(reply, 'invalid_body', 422),
          namesPlace(reply, pointer, 'unknown_member'),
        );
      }
      const known = await trial.call('checkEligibility', { body: question() });
      trial.judge('ORF-GEN-009', status(known, 200));
    },
  }),
  plainCheck({
    id: 'requests.members.unknown-parameters',
    title: 'A query parameter that the operation does not have is refused',
    requirements: ['ORF-GEN-009'],
    run: async (trial) => {
      for (const operation of LISTS) {
        const reply = await trial.call(operation, strangeness);
        trial.judge(
          'ORF-GEN-009',
          problem(reply, 'invalid_parameter', 400),
          namesParameter(reply, 'zz_unknown', 'unknown_member'),
        );
        trial.judge('ORF-GEN-009', status(await trial.call(operation, { query: { limit: 1 } }), 200));
      }
    },
  }),
  coreCheck({
    id: 'requests.members.own',
    title: 'A member of the caller’s own, `x_…`, is taken with whatever value',
    requirements: ['ORF-GEN-010'],
    run: async (trial) => {
      await fresh(trial);
      for (const value of OWN) {
        const body = question({ x_own: value, product: { x_: value } });
        trial.judge('ORF-GEN-010', status(await trial.call('checkEligibility', { body }), 200));
      }
      const own = { x_own: { a: [1] } };
      const everywhere = eligibleReturn(trial, {
        ...own,
        order_line: own,
        product: own,
        consumer: own,
        ship_from: own,
      });
      trial.judge('ORF-GEN-010', status(await trial.call('createReturn', { body: everywhere }), 201));
      const order = acceptingOrder(trial, { ...own, ship_to: own });
      trial.judge('ORF-GEN-010', status(await trial.call('createOrder', { body: order }), 201));
    },
  }),
  plainCheck({
    id: 'requests.members.own-parameters',
    title: 'A query parameter of the caller’s own, `x_…`, is taken',
    requirements: ['ORF-GEN-010'],
    run: async (trial) => {
      const own: readonly Record<string, string>[] = [{ x_trace: 'a b' }, { x_: '' }];
      for (const query of own) {
        trial.judge('ORF-GEN-010', status(await trial.call('listReturns', { query }), 200));
      }
    },
  }),
  coreCheck({
    id: 'requests.members.newer-client',
    title: 'What a client of a later minor version sends beyond this one is passed over',
    requirements: ['ORF-GEN-011'],
    run: async (trial) => {
      await fresh(trial);
      const newer = { 'orf-version': later(trial, 1) };
      const asked = await trial.call('checkEligibility', { body: strange(), headers: newer });
      trial.judge('ORF-GEN-011', status(asked, 200));
      const listed = await trial.call('listReturns', { ...strangeness, headers: newer });
      trial.judge('ORF-GEN-011', status(listed, 200));
      const wrong = question({ colour: 'red', product: { sku: undefined } });
      const still = await trial.call('checkEligibility', { body: wrong, headers: newer });
      trial.judge(
        'ORF-GEN-011',
        problem(still, 'invalid_body', 422),
        namesPlace(still, '/product/sku', 'missing_member'),
      );
    },
  }),
  coreCheck({
    id: 'requests.members.older-client',
    title: 'A client of this version, an older one or another major one is held to what it sends',
    requirements: ['ORF-GEN-009'],
    run: async (trial) => {
      await fresh(trial);
      for (const version of [String(at(trial.around.discovery, '/version')), otherMajor(trial)]) {
        const headers = { 'orf-version': version.replace(/-.*$/, '') };
        const asked = await trial.call('checkEligibility', { body: strange(), headers });
        trial.judge('ORF-GEN-009', problem(asked, 'invalid_body', 422));
        const listed = await trial.call('listReturns', { ...strangeness, headers });
        trial.judge('ORF-GEN-009', problem(listed, 'invalid_parameter', 400));
      }
    },
  }),
];
