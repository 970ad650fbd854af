import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  type Asked,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  onSentBody,
  type Pass,
  problemAnswer,
  sentBody,
} from '../edge.ts';
import { shifted, valueAt, withValue } from '../json.ts';
import { readWith } from '../reading.ts';

const SCAN = 'reportTrackingEvent';

/** Why a forward was reverted whose buyer or sender has called it off. */
const SERVED_OTHERWISE = ['order_cancelled', 'return_cancelled'];

const HOUR = 3_600_000;

async function forwardOf(pass: Pass, asked: Asked): Promise<unknown> {
  return (await readWith(pass, asked, `/v1/forwards/${asked.path.forward_id ?? ''}`)).body;
}

/** Milliseconds from one instant to another. */
function since(later: unknown, earlier: unknown): number {
  return Date.parse(String(later)) - Date.parse(String(earlier));
}

/** Hands a scan on with another date, and answers as if it had kept the one that was sent. */
function redated(
  isMeant: (forward: unknown, scan: Members) => boolean,
  seconds: (scan: Members) => number,
): Around {
  return instead(SCAN, async (asked, pass) => {
    const scan = sentBody(asked);
    if (scan === undefined || !isMeant(await forwardOf(pass, asked), scan)) return pass();
    const other = { ...scan, occurred_at: shifted(scan.occurred_at, seconds(scan)) };
    const answer = await pass({ ...asked, body: Buffer.from(JSON.stringify(other)) });
    const body = isMembers(answer.body) && answer.status < 300 ? answer.body : undefined;
    return body === undefined ? answer : { ...answer, body: { ...body, occurred_at: scan.occurred_at } };
  });
}

/** Books with an incentive for a forward that was late. */
const rewardsLateness: Around = instead('getSettlement', async (asked, pass) => {
  const answer = await pass();
  const { body } = answer;
  if (!isMembers(body) || body.status !== 'settled' || !Array.isArray(body.entries)) return answer;
  const forward = await readWith(pass, asked, `/v1/forwards/${String(body.forward_id)}`);
  if (valueAt(forward.body, '/handed_in_late') !== true) return answer;
  const line = { ...body.entries.at(-1), cause: 'incentive_granted' };
  const lines = [
    { ...line, id: `${String(line.id)}-1`, account: 'incentive', amount: 100 },
    { ...line, id: `${String(line.id)}-2`, account: 'sender_payable', amount: -100 },
  ];
  const net = Number(valueAt(body, '/net/amount')) - 100;
  const rewarded = { ...body, entries: [...body.entries, ...lines] };
  return { ...answer, body: withValue(rewarded, '/net/amount', net) };
});

/** Takes a scan from the future, an hour before the moment that it names. */
const believesTheFuture: Around = instead(SCAN, async (asked, pass) => {
  const answer = await pass();
  const scan = sentBody(asked);
  if (valueAt(answer.body, '/code') !== 'occurred_in_future' || scan === undefined) return answer;
  const other = { ...scan, occurred_at: shifted(scan.occurred_at, -3600) };
  return pass({ ...asked, body: Buffer.from(JSON.stringify(other)) });
});

/** Refuses a scan that is dated after the end of the hand-in, though it came before. */
const readsDates: Around = instead(SCAN, async (asked, pass) => {
  const forward = await forwardOf(pass, asked);
  const closes = Date.parse(String(valueAt(forward, '/hand_in_closes_at')));
  const isLater = Date.parse(String(sentBody(asked)?.occurred_at)) >= closes;
  const isOpen = valueAt(forward, '/status') === 'label_issued';
  return isOpen && isLater ? problemAnswer('occurred_in_future') : pass();
});

export const mutants: readonly Mutant[] = [
  {
    id: 'knows-no-scan-on-hold',
    breaks: ['ORF-TRK-001'],
    around: onSentBody(SCAN, (scan) => (scan.status === 'on_hold' ? { ...scan, status: 'unknown' } : scan)),
  },
  {
    id: 'calls-a-known-scan-new',
    breaks: ['ORF-TRK-002'],
    around: onAnswer(SCAN, (answer) => (answer.status === 200 ? { ...answer, status: 201 } : answer)),
  },
  {
    id: 'applies-what-came-too-late',
    breaks: ['ORF-TRK-003'],
    around: onBody(SCAN, (scan) => (scan.status === 'in_transit' ? { ...scan, effect: 'applied' } : scan)),
  },
  { id: 'believes-the-future', breaks: ['ORF-TRK-004'], around: believesTheFuture },
  {
    id: 'loses-parcels-early',
    breaks: ['ORF-TRK-005'],
    around: redated(
      (forward, { status, occurred_at }) =>
        status === 'in_transit' && since(occurred_at, valueAt(forward, '/tracking/handed_in_at')) > HOUR,
      () => -60,
    ),
  },
  { id: 'reads-the-date-of-a-first-scan', breaks: ['ORF-TRK-006'], around: readsDates },
  {
    id: 'gives-another-reason-for-the-warehouse',
    breaks: ['ORF-TRK-007'],
    around: onBody('getOrder', (body) =>
      valueAt(body, '/fulfilment/reason_code') === 'not_handed_in'
        ? withValue(body, '/fulfilment/reason_code', 'label_failed')
        : body,
    ),
  },
  {
    id: 'takes-parcels-on-void-labels',
    breaks: ['ORF-TRK-008'],
    around: redated(
      (forward) => ['void', 'expired'].includes(String(valueAt(forward, '/label/status'))),
      () => -60,
    ),
  },
  {
    id: 'does-not-say-what-was-superseded',
    breaks: ['ORF-TRK-009'],
    around: onBody('getListing', (body) =>
      body.closed_reason === 'superseded' ? { ...body, closed_reason: 'withdrawn' } : body,
    ),
  },
  { id: 'rewards-lateness', breaks: ['ORF-TRK-010', 'ORF-SET-006'], around: rewardsLateness },
  {
    id: 'lets-the-second-parcel-run',
    breaks: ['ORF-TRK-011'],
    around: onBody('getForward', (body) =>
      SERVED_OTHERWISE.includes(String(body.revert_reason)) ? withValue(body, '/intercept', undefined) : body,
    ),
  },
  {
    id: 'has-lost-parcels-itself',
    breaks: ['ORF-TRK-012'],
    around: onBody('getForward', (body) =>
      body.status === 'lost' ? { ...body, custodian: 'retailer' } : body,
    ),
  },
];
