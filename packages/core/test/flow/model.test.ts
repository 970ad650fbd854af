import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/refusal.ts';
import { policyWith } from './given.ts';
import { checkNothingOverdue, History } from './invariants.ts';
import { type Move, moves, toAction } from './moves.ts';
import { type Action, act } from './script.ts';
import { Stage } from './stage.ts';

const runs = Number(process.env.ORF_RUNS ?? 300);
const seed = Number(process.env.ORF_SEED ?? Date.now() % 1_000_000);

interface World {
  readonly basis: 'statutory' | 'voluntary';
  readonly trigger: 'handed_in' | 'delivered' | 'rated';
  readonly on_loss: 'from_stock' | 'refund';
  /** How far things have got when the moves begin. */
  readonly start: number | 'relisted';
}

const worlds: fc.Arbitrary<World> = fc.record({
  basis: fc.constantFrom('statutory', 'voluntary'),
  trigger: fc.constantFrom('handed_in', 'delivered', 'rated'),
  on_loss: fc.constantFrom('from_stock', 'refund'),
  start: fc.constantFrom<World['start'][]>(0, 1, 2, 3, 3, 4, 5, 'relisted', 'relisted'),
});

test(`whatever is done in whatever order, the protocol's promises hold (${runs} runs, seed ${seed})`, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(worlds, fc.array(moves, { minLength: 5, maxLength: 60 }), (world, script) => {
      const stage = begin(world);
      const history = new History(stage);
      for (const move of script) {
        takeMove(stage, move);
        history.check();
      }
      runOut(stage, history);
      const { status, refund } = stage.get('return', 'return_1');
      const end = `${status}/${refund.status}`;
      for (const what of new Set([end, ...stage.log.events.map(({ type }) => type)]))
        seen.set(what, (seen.get(what) ?? 0) + 1);
    }),
    { numRuns: runs, seed },
  );
  console.info(`seed ${seed}, runs that saw:`, Object.fromEntries([...seen].sort()));
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining(['completed/posted', 'to_warehouse/external', 'refund.held', 'forward.late']),
  );
}, 600_000);

const prologue: readonly Action[] = [
  { do: 'chooseRoute', of: 'return_1', with: { route: 'forward' } },
  { do: 'createOrder', with: {} },
  { do: 'carrier_label', of: 'forward_1' },
  { do: 'reportTrackingEvent', of: 'forward_1', with: { status: 'delivered' } },
  { do: 'rateForward', of: 'forward_1', with: { verdict: 'negative' } },
];

/** The buyer cancels before hand-in, and another one has the item; the first label is not void yet. */
const relisting: readonly Action[] = [
  ...prologue.slice(0, 3),
  { do: 'cancelOrder', of: 'order_1' },
  { do: 'createOrder', with: {} },
];

function begin({ basis, trigger, on_loss, start }: World): Stage {
  const stage = new Stage('2027-03-01T09:00:00Z', policyWith({ refund: { trigger }, shipping: { on_loss } }));
  const withdrawal = { notified_at: '2027-03-01T08:00:00Z', basis };
  act(stage, { do: 'createReturn', with: { withdrawal } });
  const done = start === 'relisted' ? relisting : prologue.slice(0, start);
  for (const action of done) act(stage, withListing(stage, action));
  return stage;
}

function withListing(stage: Stage, action: Action): Action {
  const listing = stage.all('listing').at(-1);
  if (action.do !== 'createOrder' || listing === undefined) return action;
  return { do: 'createOrder', with: { listing_id: listing.id, offered_price: listing.price } };
}

/** A refusal is an answer as good as any; anything else that is thrown is a fault. */
function takeMove(stage: Stage, move: Move): void {
  const at = new Date(Date.parse(stage.now) + move.hours * 3_600_000).toISOString();
  if (move.timers === 'late') stage.jump(at);
  else stage.advance(at);
  const action = toAction(stage, move);
  if (action === undefined) return;
  try {
    act(stage, action);
    checkNothingOverdue(stage, action);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** 120 days pass; whatever refund is asked for is confirmed. */
function runOut(stage: Stage, history: History): void {
  for (let days = 0; days < 120; days += 5) {
    stage.advance(new Date(Date.parse(stage.now) + 5 * 86_400_000).toISOString());
    if (stage.get('return', 'return_1').refund.status === 'requested') {
      act(stage, { do: 'confirmRefund', of: 'return_1', with: { outcome: 'posted', external_ref: 'PSP' } });
    }
    history.check();
  }
  history.checkEnd();
}
