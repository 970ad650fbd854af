import type { Event, Forward, Money, Refund } from '@open-return-forwarding/client';
import type { Watcher } from './replay.ts';

/** Wraps a text in a colour, or leaves it as it is. */
export type Paint = (text: string, colour: keyof typeof colours) => string;

const colours = { dim: 2, red: 31, green: 32, yellow: 33, blue: 34, bold: 1 } as const;

export const plain: Paint = (text) => text;
export const coloured: Paint = (text, colour) => `\u001b[${colours[colour]}m${text}\u001b[0m`;

interface Line {
  readonly who: string;
  readonly what: string;
  readonly colour?: keyof typeof colours;
}

interface Memory {
  /** People know returns and orders by the retailer's numbers. */
  readonly names: Map<string, string>;
  /** Orders that name a listing. */
  readonly picks: Set<string>;
}
type NameOf = (id: string) => string;

/** Writes one line per happening, and a headline with the state of things per day. */
export function createTimeline(write: (line: string) => void, paint: Paint): Watcher {
  const memory: Memory = { names: new Map(), picks: new Set() };
  const counts = { returns: 0, offered: 0, matched: 0, handed_in: 0, settled: 0, warehouse: 0 };
  let day = '';
  const tell = (at: string, { who, what, colour }: Line) => {
    if (at.slice(0, 10) > day) {
      day = at.slice(0, 10);
      const state = Object.entries(counts).map(([name, count]) => `${name.replace('_', ' ')} ${count}`);
      write(paint(`-- ${dayName(at)} -- so far: ${state.join(', ')}`, 'bold'));
    }
    const text = `${at.slice(8, 10)} ${at.slice(11, 16)}  ${who.padEnd(9)}  ${what}`;
    write(colour === undefined ? text : paint(text, colour));
  };
  return {
    happened(event) {
      remember(memory, event);
      count(counts, event);
      const line = lineFor(event, memory);
      if (line !== undefined) tell(event.effective_at ?? event.occurred_at, line);
    },
    told: (at, who, what) => tell(at, { who, what }),
  };
}

function dayName(at: string): string {
  return new Date(at).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'long',
  });
}

function remember({ names, picks }: Memory, { type, data }: Event): void {
  if (type === 'return.created') names.set(data.id, data.external_id ?? data.id);
  if (type === 'order.accepted') {
    names.set(data.id, data.external_id ?? data.id);
    if (data.listing_id !== undefined) picks.add(data.id);
  }
}

function count(
  counts: Record<'returns' | 'offered' | 'matched' | 'handed_in' | 'settled' | 'warehouse', number>,
  { type }: Event,
): void {
  if (type === 'return.created') counts.returns += 1;
  if (type === 'return.offered') counts.offered += 1;
  if (type === 'forward.matched') counts.matched += 1;
  if (type === 'forward.handed_in' || type === 'forward.late') counts.handed_in += 1;
  if (type === 'forward.settled') counts.settled += 1;
  if (type === 'return.routed_to_warehouse') counts.warehouse += 1;
}

/** What there is to say about an event; nothing where another one of the same step says it all. */
function lineFor(event: Event, { names, picks }: Memory): Line | undefined {
  const name: NameOf = (id) => names.get(id) ?? id;
  if (event.type === 'forward.matched') {
    const how = picks.has(event.data.order_id) ? ', whose buyer picked it' : '';
    return { who: 'server', what: `matches ${pair(event.data, name)}${how}`, colour: 'green' };
  }
  return returnLine(event) ?? orderLine(event, name) ?? forwardLine(event, name) ?? refundLine(event, name);
}

function returnLine({ type, data }: Event): Line | undefined {
  switch (type) {
    case 'return.offered':
      return {
        who: 'sender',
        what: `${data.external_id} returns ${data.product.title} (${data.reason.code}): offered at ${money(data.offer?.listing_price)}`,
      };
    case 'return.routed_to_warehouse':
      return {
        who: 'server',
        what: `${data.external_id} goes to the warehouse: ${data.route.reason_code}${failures(data.assessment?.criteria)}`,
        colour: 'yellow',
      };
    case 'return.cancelled':
      return { who: 'sender', what: `${data.external_id} is cancelled: the item is kept`, colour: 'yellow' };
    case 'listing.opened':
      return {
        who: 'server',
        what: `lists ${data.title}, ${data.label_text}, ${money(data.price)} in ${data.ship_from_country} until ${moment(data.closes_at)}`,
        colour: 'blue',
      };
    default:
      return undefined;
  }
}

function failures(criteria: readonly { readonly outcome: string; readonly code: string }[] = []): string {
  const failed = criteria.filter(({ outcome }) => outcome === 'fail').map(({ code }) => code);
  return failed.length === 0 ? '' : ` (${failed.join(', ')})`;
}

function orderLine(event: Event, name: NameOf): Line | undefined {
  const { type, data } = event;
  switch (type) {
    case 'order.accepted':
      if (data.status !== 'pending' || data.hold_until === undefined) return undefined;
      return {
        who: 'buyer',
        what: `${data.external_id} orders ${data.sku} and waits until ${moment(data.hold_until)}`,
      };
    case 'order.released_to_warehouse': {
      const isPlain = data.fulfilment.reason_code === 'not_accepting';
      const what = `${data.external_id} gets ${data.sku} from the warehouse: ${data.fulfilment.reason_code}`;
      return { who: 'buyer', what, ...(isPlain && { colour: 'dim' as const }) };
    }
    case 'order.cancelled':
      return { who: 'buyer', what: `${name(data.id)} cancels`, colour: 'yellow' };
    case 'order.refunded':
      return { who: 'retailer', what: `${name(data.id)}: the buyer has the money back` };
    default:
      return undefined;
  }
}

function forwardLine({ type, data }: Event, name: NameOf): Line | undefined {
  switch (type) {
    case 'forward.label_issued':
      return { who: 'carrier', what: `label for ${pair(data, name)}; hand in by ${moment(data.ship_by)}` };
    case 'forward.ship_by_reminder':
      return { who: 'server', what: `reminds the sender of ${name(data.return_id)}`, colour: 'dim' };
    case 'forward.handed_in':
      return { who: 'sender', what: `hands in ${pair(data, name)}` };
    case 'forward.delivered':
      return { who: 'carrier', what: `delivers ${pair(data, name)}` };
    case 'forward.rated':
      return { who: 'buyer', what: `${name(data.order_id)} ${verdict(data)}` };
    case 'forward.reverted':
      return {
        who: 'server',
        what: `takes back ${pair(data, name)}: ${data.revert_reason}`,
        colour: 'yellow',
      };
    case 'forward.late': {
      const end = data.intercept === true ? 'a new unit is gone already' : 'the buyer gets it after all';
      const at = moment(data.tracking.handed_in_at);
      return {
        who: 'carrier',
        what: `${pair(data, name)} was handed in ${at}, it now says: ${end}`,
        colour: 'yellow',
      };
    }
    case 'forward.lost':
      return { who: 'carrier', what: `lost ${pair(data, name)}`, colour: 'red' };
    case 'forward.undeliverable':
      return { who: 'carrier', what: `cannot deliver ${pair(data, name)}`, colour: 'red' };
    case 'forward.settled':
      return { who: 'server', what: `settles ${pair(data, name)}`, colour: 'green' };
    default:
      return undefined;
  }
}

function pair({ return_id, order_id }: Forward, name: NameOf): string {
  return `${name(return_id)} -> ${name(order_id)}`;
}

function verdict({ rating }: Forward): string {
  if (rating?.source === 'auto') return 'says nothing: accepted';
  const issues = rating?.issues.length === 0 ? '' : ` (${rating?.issues.join(', ')})`;
  return `rates it ${rating?.verdict}${issues}`;
}

function refundLine({ type, data }: Event, name: NameOf): Line | undefined {
  switch (type) {
    case 'refund.requested':
      return refund(data, name, 'is asked for');
    case 'refund.posted':
      return refund(data, name, 'is paid');
    case 'refund.failed':
      return { ...refund(data, name, `fails: ${data.failure_code}`), colour: 'red' };
    case 'refund.held':
      return { ...refund(data, name, 'is held for review'), colour: 'yellow' };
    case 'refund.released':
      return refund(data, name, `is released: ${data.cause}`);
    case 'refund.denied':
      return { ...refund(data, name, 'is denied'), colour: 'red' };
    default:
      return undefined;
  }
}

function refund({ return_id, amount }: Refund, name: NameOf, what: string): Line {
  return { who: 'retailer', what: `refund of ${money(amount)} for ${name(return_id)} ${what}` };
}

function moment(instant: string | undefined): string {
  return instant === undefined ? '' : `${instant.slice(8, 10)} ${instant.slice(11, 16)}`;
}

/** Minor units as people read them. */
export function money({ amount, currency }: Money = { amount: 0, currency: '' }): string {
  return `${(amount / 100).toFixed(2)} ${currency}`.trim();
}
