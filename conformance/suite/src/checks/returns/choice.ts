import { at, isObject } from '../../contract/documents.ts';
import { fact, member, present, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf } from '../../stage/log.ts';
import { type Change, secondsAfter } from '../../stage/messages.ts';
import { handedIn, lookAtReturn } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import {
  advance,
  eventually,
  fresh,
  listedReturn,
  matched,
  placeOrder,
  startReturn,
} from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'returns.not-listed-before-choice',
    title: 'Nothing is listed or matched before the sender has chosen to forward',
    requirements: ['ORF-RET-008'],
    run: notListedBeforeChoice,
  }),
  scopedCheck({
    id: 'returns.offer-expires',
    title: 'An offer can be taken one second before its end, and not at it or after',
    requirements: ['ORF-RET-009'],
    run: offerExpires,
  }),
  scopedCheck({
    id: 'returns.never-offered',
    title: 'A return that had no offer has nothing to choose',
    requirements: ['ORF-RET-010'],
    run: neverOffered,
  }),
  scopedCheck({
    id: 'returns.evidence',
    title: 'Twenty pieces of evidence are taken through the states, one more is not',
    requirements: ['ORF-RET-011'],
    run: evidence,
  }),
  scopedCheck({
    id: 'returns.cancel',
    title: 'The consumer can keep the item until the hand-in, and not after it',
    requirements: ['ORF-RET-012'],
    run: cancel,
  }),
];

function choose(trial: Trial, return_id: string, route = 'forward'): Promise<Reply> {
  return trial.call('chooseRoute', { path: { return_id }, body: { route } });
}

async function notListedBeforeChoice(trial: Trial): Promise<void> {
  await fresh(trial);
  const source = await startReturn(trial);
  const return_id = String(source.id);
  const order = await placeOrder(trial);
  const listings = await trial.call('listListings', { query: { sku: 'DRESS-1' } });
  const offered = await lookAtReturn(trial, { return_id });
  trial.judge(
    'ORF-RET-008',
    member(offered, '/status', 'offered'),
    present(offered, '/listing_id', false),
    member(listings, '/items', []),
    same('forward of the order', order.forward_id, undefined),
  );
  trial.need('the choice is taken', status(await choose(trial, return_id), 200));
  const found = await eventually(
    () => trial.call('listListings', { query: { sku: 'DRESS-1' } }),
    trial,
    ({ json }) => isObject(json) && itemsOf(json).length > 0,
  );
  trial.need('it is listed once it is chosen', member(found, '/items/0/return_id', return_id));
}

async function offerExpires(trial: Trial): Promise<void> {
  await fresh(trial);
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) ids.push(String((await startReturn(trial)).id));
  const first = await lookAtReturn(trial, { return_id: ids[0] ?? '' });
  const end = String(at(first.json, '/offer/expires_at'));
  trial.need('the offer says its end', present(first, '/offer/expires_at'));
  const codes: Reply[] = [];
  for (const [index, seconds] of [-1, 0, 1].entries()) {
    await advance(trial, { to: secondsAfter(end, seconds) });
    codes.push(await choose(trial, ids[index] ?? ''));
  }
  const [before, exactly, after] = codes;
  if (before !== undefined) trial.need('a choice one second before the end', status(before, 200));
  for (const reply of [exactly, after])
    if (reply !== undefined) trial.judge('ORF-RET-009', problem(reply, 'offer_expired', 409));
}

async function neverOffered(trial: Trial): Promise<void> {
  await fresh(trial);
  const kept = await startReturn(trial, { reason: { code: 'defective' } });
  const eligible = await startReturn(trial);
  const reply = await choose(trial, String(kept.id));
  trial.need('an offer can be taken', status(await choose(trial, String(eligible.id)), 200));
  trial.must('ORF-RET-010', problem(reply, 'route_not_offered', 409));
}

const piece = (number: number) => ({ kind: 'photo', url: `https://files.example/${number}.jpg` });

async function evidence(trial: Trial): Promise<void> {
  await fresh(trial);
  const begun: Change = { evidence: Array.from({ length: 17 }, (_, index) => piece(index)) };
  const source = await startReturn(trial, begun);
  const return_id = String(source.id);
  const add = (number: number) => trial.call('addEvidence', { path: { return_id }, body: piece(number) });
  const taken: Reply[] = [await add(18)];
  trial.need('the choice is taken', status(await choose(trial, return_id), 200));
  taken.push(await add(19));
  await placeOrder(trial);
  const seen = await lookAtReturn(trial, { return_id });
  trial.need('the return is matched', member(seen, '/status', 'matched'));
  taken.push(await add(20));
  for (const reply of taken) trial.judge('ORF-RET-011', status(reply, 201));
  const beyond = await add(21);
  const kept = await lookAtReturn(trial, { return_id });
  const held = at(kept.json, '/evidence');
  trial.judge(
    'ORF-RET-011',
    problem(beyond, 'too_much_evidence', 409),
    fact('twenty pieces', Array.isArray(held) && held.length === 20, {
      actual: Array.isArray(held) ? held.length : held,
      reply: kept,
    }),
  );
}

async function cancel(trial: Trial): Promise<void> {
  await fresh(trial);
  const offered = String((await startReturn(trial)).id);
  const listed = String((await listedReturn(trial, { product: { sku: 'DRESS-2' } })).id);
  const { return_id: joined } = await matched(trial);
  for (const return_id of [offered, listed, joined]) {
    const reply = await trial.call('cancelReturn', { path: { return_id }, body: {} });
    trial.judge('ORF-RET-012', status(reply, 200), member(reply, '/status', 'cancelled'));
  }
  const { return_id } = await handedIn(trial);
  const reply = await trial.call('cancelReturn', { path: { return_id }, body: {} });
  const after = await lookAtReturn(trial, { return_id });
  trial.judge(
    'ORF-RET-012',
    problem(reply, 'already_handed_in', 409),
    member(after, '/status', 'in_forward'),
  );
}
