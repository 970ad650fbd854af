import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, problem, same, status } from '../../run/claim.ts';
import { effectiveTime, eventsOf, happenedOnce, ofTypes, typesOf } from '../../stage/events.ts';
import { delivered, instantOf, look, nearlyAccepted, rate, scan } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, matched, timeNow } from '../../stage/stage.ts';

const POSITIVE = { verdict: 'positive' };

const taken = coreCheck({
  id: 'ratings.taken',
  title: 'A rating of each verdict is taken from the delivery on',
  requirements: ['ORF-RAT-001'],
  run: async (trial) => {
    await fresh(trial);
    for (const verdict of ['positive', 'neutral', 'negative']) {
      const match = await delivered(trial);
      const issues = ['worn', 'packaging'];
      const reply = await rate(trial, match, { verdict, issues });
      trial.judge(
        'ORF-RAT-001',
        status(reply, 201),
        member(reply, '/verdict', verdict),
        member(reply, '/source', 'buyer'),
        member(reply, '/issues', issues),
      );
      trial.judge('ORF-RAT-001', await happenedOnce(trial, 'forward.rated', match.forward_id));
      trial.judge('ORF-RAT-001', member(await look(trial, match), '/rating/verdict', verdict));
    }
  },
});

const lastSecond = coreCheck({
  id: 'ratings.last_second',
  title: 'A rating is taken one second before the window closes',
  requirements: ['ORF-RAT-001'],
  run: async (trial) => {
    await fresh(trial);
    const { match } = await nearlyAccepted(trial);
    const reply = await rate(trial, match, POSITIVE);
    trial.judge('ORF-RAT-001', status(reply, 201), member(reply, '/source', 'buyer'));
  },
});

const closed = coreCheck({
  id: 'ratings.closed',
  title: 'When the window closes silence has accepted the item, and a rating comes too late',
  requirements: ['ORF-RAT-002', 'ORF-RAT-005'],
  run: async (trial) => {
    await fresh(trial);
    const { match, closes } = await nearlyAccepted(trial);
    trial.judge('ORF-RAT-005', member(await look(trial, match), '/status', 'delivered'));
    await advance(trial, { to: closes });
    trial.judge('ORF-RAT-002', problem(await rate(trial, match, POSITIVE), 'rating_window_closed', 409));
    const forward = await look(trial, match);
    trial.judge(
      'ORF-RAT-005',
      member(forward, '/status', 'rated'),
      member(forward, '/rating/verdict', 'positive'),
      member(forward, '/rating/source', 'auto'),
      instant(forward, '/rating/rated_at', closes),
    );
    const events = await eventsOf(trial, { type: 'forward.rated', subject_id: match.forward_id });
    trial.judge('ORF-RAT-005', same('when it counts from', events.map(effectiveTime), [Date.parse(closes)]));
    await advance(trial, { seconds: 1 });
    trial.judge('ORF-RAT-002', problem(await rate(trial, match, POSITIVE), 'rating_window_closed', 409));
  },
});

const once = coreCheck({
  id: 'ratings.once',
  title: 'A second rating is refused and changes nothing, in the window and after it',
  requirements: ['ORF-RAT-002', 'ORF-RAT-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const closes = await instantOf(trial, match, '/rating_closes_at');
    const first = await rate(trial, match, { verdict: 'neutral', issues: ['packaging'] });
    trial.need('a rating', status(first, 201));
    trial.judge(
      'ORF-RAT-003',
      problem(await rate(trial, match, { verdict: 'negative' }), 'already_rated', 409),
    );
    const linked = await trial.call('createRatingLink', {
      path: { forward_id: match.forward_id },
      body: {},
    });
    trial.judge('ORF-RAT-003', problem(linked, 'already_rated', 409));
    const forward = await look(trial, match);
    const stands = ['/verdict', '/source', '/issues', '/rated_at'].map((pointer) =>
      member(forward, `/rating${pointer}`, at(first.json, pointer)),
    );
    trial.judge('ORF-RAT-003', ...stands);
    await advance(trial, { to: closes });
    trial.judge('ORF-RAT-002', problem(await rate(trial, match, POSITIVE), 'already_rated', 409));
    trial.judge('ORF-RAT-003', await happenedOnce(trial, 'forward.rated', match.forward_id));
  },
});

const tooEarly = coreCheck({
  id: 'ratings.too_early',
  title: 'A forward that was not delivered cannot be rated, wherever its parcel is',
  requirements: ['ORF-RAT-004'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const occurred_at = await timeNow(trial);
    for (const seen of ['picked_up', 'in_transit', 'delivered']) {
      trial.judge('ORF-RAT-004', problem(await rate(trial, match, POSITIVE), 'illegal_transition', 409));
      trial.need(`a scan ${seen}`, status(await scan(trial, match, { status: seen, occurred_at }), 201));
    }
    trial.need('a rating of the delivered item', status(await rate(trial, match, POSITIVE), 201));
    const events = typesOf(ofTypes(await eventsOf(trial, { subject_id: match.forward_id }), 'forward.rated'));
    trial.judge('ORF-RAT-004', same('forward.rated, how often', events.length, 1));
  },
});

export const checks: readonly Check[] = [taken, lastSecond, closed, once, tooEarly];
