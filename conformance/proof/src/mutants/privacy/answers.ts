import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  afresh,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  sentBody,
  together,
} from '../edge.ts';
import { inItems, valueAt, withValue } from '../json.ts';

/** A server that remembers the last message of an operation and lets a part of it out elsewhere. */
function remembering(operation: string, letOut: (last: () => Members) => Around): Around {
  return afresh(() => {
    let last: Members = {};
    const listen = instead(operation, async (asked, pass) => {
      last = sentBody(asked) ?? last;
      return pass();
    });
    const tell = letOut(() => last);
    return together(listen, tell);
  });
}

/** Changes events of returns, as they are listed. */
function inReturnEvents(change: (data: Members) => Members): Around {
  return onBody('listEvents', (page) =>
    inItems(page, (event) =>
      valueAt(event, '/subject/kind') === 'return' && isMembers(event.data)
        ? { ...event, data: change(event.data) }
        : event,
    ),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'shows-the-postal-code',
    breaks: ['ORF-PRV-003'],
    around: remembering('createOrder', (last) =>
      onBody('getOrder', (body) => ({ ...body, area: valueAt(last(), '/ship_to/postal_code') })),
    ),
  },
  {
    id: 'encodes-the-address',
    breaks: ['ORF-PRV-003'],
    around: remembering('createReturn', (last) =>
      onAnswer('getForward', (answer) => {
        const hint = Buffer.from(JSON.stringify(valueAt(last(), '/ship_from') ?? null)).toString('base64url');
        return { ...answer, headers: { ...answer.headers, 'x-parcel-hint': hint } };
      }),
    ),
  },
  {
    id: 'shows-a-small-place',
    breaks: ['ORF-PRV-005'],
    around: onBody('getReturn', (body) =>
      body.forward_id === undefined ? body : withValue(body, '/ship_from_region/area', '1015'),
    ),
  },
  {
    id: 'prices-by-the-door',
    breaks: ['ORF-PRV-006'],
    around: remembering('createReturn', (last) =>
      onBody('listListings', (page) =>
        inItems(page, (listing) => {
          const isBack = String(valueAt(last(), '/ship_from/street')).endsWith(' bis');
          const amount = Number(valueAt(listing, '/price/amount'));
          return isBack ? withValue(listing, '/price/amount', amount - 50) : listing;
        }),
      ),
    ),
  },
  {
    id: 'events-hold-flags',
    breaks: ['ORF-PRV-007'],
    around: remembering('createReturn', (last) =>
      inReturnEvents((data) => withValue(data, '/consumer/flags', valueAt(last(), '/consumer/flags') ?? [])),
    ),
  },
  {
    id: 'events-hold-the-consumer-criterion',
    breaks: ['ORF-PRV-007'],
    around: inReturnEvents((data) => {
      const criteria = valueAt(data, '/assessment/criteria');
      if (!Array.isArray(criteria)) return data;
      const consumer = { criterion: 'consumer', outcome: 'pass', code: 'no_refusing_flag', params: {} };
      return withValue(data, '/assessment/criteria', [...criteria, consumer]);
    }),
  },
  {
    id: 'events-show-what-else-passed',
    breaks: ['ORF-PRV-007'],
    around: inReturnEvents((data) => {
      if (valueAt(data, '/assessment/eligible') !== false) return data;
      const passed = { criterion: 'reason', outcome: 'pass', code: 'reason_allowed', params: {} };
      return withValue(data, '/assessment/criteria', [passed]);
    }),
  },
  {
    id: 'events-hold-own-members',
    breaks: ['ORF-PRV-008'],
    around: remembering('createReturn', (last) =>
      inReturnEvents((data) => (last().x_suite === undefined ? data : { ...data, x_suite: last().x_suite })),
    ),
  },
  {
    id: 'shows-references-to-everybody',
    breaks: ['ORF-PRV-010'],
    around: instead('getOrder', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 200) return answer;
      const full = await pass({
        ...asked,
        headers: { ...asked.headers, authorization: 'Bearer orf_test_sandbox' },
      });
      return full.status === 200 ? full : answer;
    }),
  },
  {
    id: 'tells-the-sender-the-number',
    breaks: ['ORF-PRV-011'],
    around: onBody('getDiscovery', (body) =>
      withValue(body, '/carriers/0/public_tracking_exposure', 'dropoff_only'),
    ),
  },
];
