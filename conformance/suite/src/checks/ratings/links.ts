import { at, isObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { happenedOnce } from '../../stage/events.ts';
import { hoursAfter, secondsAfter } from '../../stage/messages.ts';
import { delivered, instantOf, look, rate } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, type Match } from '../../stage/stage.ts';

const POSITIVE = { verdict: 'positive' };

interface Link {
  readonly token: string;
  readonly reply: Reply;
}

async function link(trial: Trial, { forward_id }: Match, body: object = {}): Promise<Link> {
  const reply = await trial.call('createRatingLink', { path: { forward_id }, body });
  const made = trial.needObject('createRatingLink', reply, 201);
  return { token: String(made.token), reply };
}

interface Redemption {
  readonly token: string;
  readonly key?: string;
  readonly body?: object;
}

function redeem(trial: Trial, { token, key, body = POSITIVE }: Redemption): Promise<Reply> {
  return trial.call('redeemRating', {
    body,
    credential: 'none',
    headers: { authorization: `Bearer ${token}` },
    ...(key === undefined ? {} : { key }),
  });
}

const expiry = coreCheck({
  id: 'ratings.link_expiry',
  title: 'A link ends with the hours it was given or with the window, whatever is first, and to the second',
  requirements: ['ORF-RAT-008'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const delivery = await instantOf(trial, match, '/tracking/delivered_at');
    const closes = await instantOf(trial, match, '/rating_closes_at');
    const whole = await link(trial, match);
    trial.judge('ORF-RAT-008', instant(whole.reply, '/expires_at', closes));
    const long = await link(trial, match, { valid_hours: 720 });
    trial.judge('ORF-RAT-008', instant(long.reply, '/expires_at', closes));
    const short = await link(trial, match, { valid_hours: 2 });
    const end = hoursAfter(delivery, 2);
    trial.judge('ORF-RAT-008', instant(short.reply, '/expires_at', end));
    await advance(trial, { to: end });
    trial.judge('ORF-RAT-008', problem(await redeem(trial, short), 'unauthorized', 401));
    const next = await link(trial, match, { valid_hours: 1 });
    await advance(trial, { to: secondsAfter(hoursAfter(end, 1), -1) });
    trial.judge('ORF-RAT-008', status(await redeem(trial, next), 201));
  },
});

const window = coreCheck({
  id: 'ratings.link_window',
  title: 'A link works one second before the window closes and not when it closes',
  requirements: ['ORF-RAT-008'],
  run: async (trial) => {
    await fresh(trial);
    const early = await delivered(trial);
    const late = await delivered(trial);
    const closes = await instantOf(trial, early, '/rating_closes_at');
    const first = await link(trial, early);
    const second = await link(trial, late);
    await advance(trial, { to: secondsAfter(closes, -1) });
    trial.judge('ORF-RAT-008', status(await redeem(trial, first), 201));
    await advance(trial, { to: closes });
    trial.judge('ORF-RAT-008', problem(await redeem(trial, second), 'unauthorized', 401));
  },
});

const alike = coreCheck({
  id: 'ratings.link_refusals',
  title: 'Unknown, replaced, expired and spent links are refused alike',
  requirements: ['ORF-RAT-009'],
  run: async (trial) => {
    await fresh(trial);
    const one = await delivered(trial);
    const other = await delivered(trial);
    const replaced = await link(trial, one);
    const spent = await link(trial, one);
    const expired = await link(trial, other, { valid_hours: 1 });
    trial.need('a link that works', status(await redeem(trial, spent), 201));
    await advance(trial, { seconds: 3600 });
    const unknown = await redeem(trial, { token: 'orf-suite-no-such-rating-token-5190' });
    trial.judge('ORF-RAT-009', problem(unknown, 'unauthorized', 401));
    for (const { token } of [replaced, spent, expired]) {
      const reply = await redeem(trial, { token });
      trial.judge('ORF-RAT-009', problem(reply, 'unauthorized', 401));
      const seen = same('the refusal of an unknown link', withoutId(reply), withoutId(unknown));
      trial.judge('ORF-RAT-009', { ...seen, step: reply.step });
    }
  },
});

function withoutId({ json, text }: Reply): unknown {
  if (!isObject(json)) return text;
  const { request_id: _, ...rest } = json;
  return rest;
}

const single = coreCheck({
  id: 'ratings.link_once',
  title:
    'A link is spent with its rating; the same request again gets the same answer, another one is refused',
  requirements: ['ORF-RAT-010'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const { token } = await link(trial, match);
    const key = trial.unique('redemption');
    const first = await redeem(trial, { token, key });
    trial.must('ORF-RAT-010', status(first, 201), member(first, '/source', 'buyer'));
    await advance(trial, { seconds: 60 });
    const again = await redeem(trial, { token, key });
    trial.judge('ORF-RAT-010', status(again, 201), member(again, '', at(first.json, '')));
    trial.judge('ORF-RAT-010', problem(await redeem(trial, { token }), 'unauthorized', 401));
    trial.judge('ORF-RAT-010', await happenedOnce(trial, 'forward.rated', match.forward_id));
  },
});

const ratedElsewhere = coreCheck({
  id: 'ratings.link_rated_elsewhere',
  title: 'A link whose buyer has rated elsewhere is refused as already rated, and not spent by it',
  requirements: ['ORF-RAT-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const { token } = await link(trial, match);
    trial.need('a rating in the shop', status(await rate(trial, match, POSITIVE), 201));
    const negative = { verdict: 'negative' };
    for (const _ of [1, 2])
      trial.judge(
        'ORF-RAT-003',
        problem(await redeem(trial, { token, body: negative }), 'already_rated', 409),
      );
    trial.judge('ORF-RAT-003', member(await look(trial, match), '/rating/verdict', 'positive'));
  },
});

const nothingElse = coreCheck({
  id: 'ratings.link_only',
  title: 'A link opens no other operation, and no other token redeems one',
  requirements: ['ORF-RAT-011'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const { token } = await link(trial, match);
    const { forward_id } = match;
    const bearing = { credential: 'none', headers: { authorization: `Bearer ${token}` } } as const;
    const others = [
      await trial.call('getForward', { path: { forward_id }, ...bearing }),
      await trial.call('listReturns', bearing),
      await trial.call('rateForward', { path: { forward_id }, body: POSITIVE, ...bearing }),
      await trial.call('createRatingLink', { path: { forward_id }, body: {}, ...bearing }),
    ];
    for (const reply of others) trial.judge('ORF-RAT-011', problem(reply, 'unauthorized', 401));
    const own = await trial.call('redeemRating', { body: POSITIVE, credential: 'all_scopes' });
    trial.judge('ORF-RAT-011', problem(own, 'unauthorized', 401));
    trial.judge('ORF-RAT-011', member(await look(trial, match), '/status', 'delivered'));
    trial.need('the link itself', status(await redeem(trial, { token }), 201));
  },
});

export const checks: readonly Check[] = [expiry, window, alike, single, ratedElsewhere, nothingElse];
