import type { Contract, LifeCycle, Transition } from '../../contract/contract.ts';
import { COMMANDS, type Command } from './commands.ts';
import type { Kind, Known } from './world.ts';

const MATCHING = ['chooseRoute', 'createOrder', 'cancelOrder', 'closeOrder', 'advanceClock'];
const SCANNED = ['simulateCarrierEvent'];
const LOSING = ['simulateCarrierEvent', 'reportLost', 'advanceClock'];
const SETTLING = ['rateForward', 'resolveHold', 'confirmRefund', 'closeOrder', 'advanceClock'];

/**
 * Which operations of a walk can have an effect as their consequence, the clock included, where it is plain from what the
 * row says. A row of effect that is not named here can follow from anything.
 */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  'return.match': MATCHING,
  'return.withdraw_listing': ['withdrawListing'],
  'return.hand_in': SCANNED,
  'return.hand_in_missed': ['advanceClock'],
  'return.order_cancelled': ['cancelOrder', 'closeOrder'],
  'return.late_hand_in': SCANNED,
  'return.recall': [],
  'return.erase': [],
  'return.settle': SETTLING,
  'return.undeliverable': SCANNED,
  'return.lost': LOSING,
  'listing.match': MATCHING,
  'listing.return_cancelled': ['cancelReturn'],
  'listing.superseded': SCANNED,
  'listing.recalled': [],
  'order.match': MATCHING,
  'order.unavailable': ['createOrder', 'advanceClock'],
  'order.recover': SCANNED,
  'order.replace': LOSING,
  'order.fulfil': SETTLING,
  'forward.return_cancelled': ['cancelReturn'],
  'forward.order_cancelled': ['cancelOrder', 'closeOrder'],
  'forward.recalled': [],
  'forward.superseded': SCANNED,
  'forward.scan_hand_in': SCANNED,
  'forward.scan_transit': SCANNED,
  'forward.scan_delivered': SCANNED,
  'forward.scan_returned': SCANNED,
  'forward.settle': SETTLING,
  'refund.hold': ['rateForward'],
  'refund.resume': SCANNED,
};

/** Deadlines that can be over at the instant at which they begin. */
const AT_ONCE = ['assessment', 'order_decision', 'label_call', 'statutory_refund'];

/** A command as it was given: to one object, or to none. */
export interface Given {
  readonly command: Command;
  readonly subject: Known | undefined;
}

/** Whether the table has a row for the command from the state that its subject is in; undefined where that is no question. */
export function hasRow(contract: Contract, { command, subject }: Given): boolean | undefined {
  const { fires } = command;
  if (fires === undefined || subject === undefined) return undefined;
  const rows = cycleOf(contract, subject.kind).transitions;
  return rows.some(
    ({ on, kind, from }) => kind === 'command' && on === fires && from.includes(subject.status),
  );
}

/** The states that an object can be in after a command and everything that fell due: rows that these can fire, one after another. */
export function reachable(
  contract: Contract,
  given: Given,
  { kind, id, status }: Pick<Known, 'kind' | 'id'> & { readonly status: string | undefined },
): ReadonlySet<string> {
  const cycle = cycleOf(contract, kind);
  const reached = new Set(status === undefined ? cycle.initial : [status]);
  const rows = cycle.transitions.filter((row) => canFire(row, given, { kind, id }));
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const { from, to } of rows) if (from.some((each) => reached.has(each))) reached.add(to);
  }
  return reached;
}

function canFire({ on, kind: trigger }: Transition, given: Given, of: Pick<Known, 'kind' | 'id'>): boolean {
  const { command } = given;
  switch (trigger) {
    case 'command':
      return isFiredBy(given, of, on);
    case 'deadline':
      return command.operation === 'advanceClock' || AT_ONCE.includes(on);
    case 'effect': {
      const causes = CAUSES[`${of.kind}.${on}`];
      return causes === undefined || causes.includes(command.operation);
    }
    default:
      return trigger satisfies never;
  }
}

/** The row of a command: of the object that it was given to, or of a refund that another end of its forward lets go. */
function isFiredBy(
  { command, subject }: Given,
  { kind, id }: Pick<Known, 'kind' | 'id'>,
  on: string,
): boolean {
  if (kind === 'forward' && on === 'report_lost' && command.operation === 'simulateCarrierEvent') return true;
  return subject?.kind === kind && subject.id === id && command.fires === on;
}

export function isTerminal(contract: Contract, kind: Kind, status: string): boolean {
  return cycleOf(contract, kind).terminal.includes(status);
}

function cycleOf(contract: Contract, kind: Kind): LifeCycle {
  const cycle = contract.lifeCycles.get(kind);
  if (cycle === undefined) throw new Error(`the life cycles have no ${kind}`);
  return cycle;
}

/** The command of a name. Throws where there is none. */
export function commandOf(name: string): Command {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`there is no command "${name}"`);
  return command;
}
