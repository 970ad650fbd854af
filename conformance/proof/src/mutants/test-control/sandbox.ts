import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Around,
  type Asked,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  onRequest,
  onSentBody,
  type Pass,
  problemAnswer,
  redirected,
  sentBody,
} from '../edge.ts';
import { valueAt } from '../json.ts';

const SECRET = 'Bearer orf_test_control';
const OWNER = 'Bearer orf_test_sandbox';

function bearing(asked: Asked, authorization: string): Asked {
  return { ...asked, headers: { ...asked.headers, authorization } };
}

/** Reads something with the token that may. */
function reading(asked: Asked, pass: Pass, target: string): Promise<Answered> {
  const token = target.startsWith('/test-control') ? SECRET : OWNER;
  return pass({ ...redirected(bearing({ ...asked, method: 'GET' }, token), target), body: Buffer.alloc(0) });
}

const THIRTY_DAYS = 2_592_000;

/** After thirty days at once something is never done, until the sandbox is emptied. */
function neverDone(): Around {
  return (serve) => {
    let isStuck = false;
    const undone = (answer: Answered): Answered => ({
      ...answer,
      status: 202,
      body: { ...(answer.body as Members), drained: false, pending: 1 },
    });
    const moved = onAnswer('advanceClock', (answer, asked) => {
      if (Number(sentBody(asked)?.seconds) === THIRTY_DAYS) isStuck = true;
      return isStuck && answer.status === 200 ? undone(answer) : answer;
    });
    const read = onAnswer('getClock', (answer) =>
      isStuck && answer.status === 200 ? { ...undone(answer), status: 200 } : answer,
    );
    const emptied = onRequest('resetSandbox', (asked) => {
      isStuck = false;
      return asked;
    });
    return moved(read(emptied(serve)));
  };
}

/** A record that was read once is there for ever. */
function kept(operation: string): Around {
  return (serve) => {
    const seen = new Map<string, Answered>();
    return instead(operation, async (asked, pass) => {
      const answer = await pass();
      if (asked.headers.authorization !== OWNER) return answer;
      if (answer.status === 200) seen.set(asked.target, answer);
      const request_id = answer.headers['orf-request-id'] ?? '';
      const held = seen.get(asked.target);
      return answer.status === 404 && held !== undefined
        ? { ...held, headers: { ...held.headers, 'orf-request-id': request_id } }
        : answer;
    })(serve);
  };
}

/** Keys stay used when the sandbox is emptied. */
function keptKeys(): Around {
  return (serve) => {
    const used = new Map<string, string>();
    return instead('createReturn', async (asked, pass) => {
      const key = asked.headers['idempotency-key'] ?? '';
      const before = used.get(key);
      const answer = await pass();
      if (answer.status !== 201) return answer;
      used.set(key, asked.body.toString());
      return before === undefined || before === asked.body.toString()
        ? answer
        : problemAnswer('idempotency_key_reused');
    })(serve);
  };
}

export const mutants: readonly Mutant[] = [
  {
    id: 'test-control.any-token',
    breaks: ['ORF-TST-002'],
    around: onRequest('getClock', (asked) =>
      asked.headers.authorization === OWNER ? bearing(asked, SECRET) : asked,
    ),
  },
  {
    id: 'test-control.secret-opens-everything',
    breaks: ['ORF-TST-002'],
    around: onRequest('listDisputes', (asked) =>
      asked.headers.authorization === SECRET ? bearing(asked, OWNER) : asked,
    ),
  },
  {
    id: 'test-control.backwards-is-nothing',
    breaks: ['ORF-TST-004'],
    around: instead('advanceClock', async (asked, pass) => {
      const answer = await pass();
      const isBack = isMembers(answer.body) && answer.body.code === 'clock_backwards';
      return isBack ? reading(asked, pass, '/test-control/clock') : answer;
    }),
  },
  {
    id: 'test-control.counts-from-the-target',
    breaks: ['ORF-TIM-003', 'ORF-TST-005'],
    around: instead('listEvents', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 200 || asked.target.includes('subject_id') || asked.target.includes('type='))
        return answer;
      const body = answer.body as Members;
      const events = body.items as Members[];
      if (!events.some(({ type }) => type === 'forward.reverted')) return answer;
      const { now } = (await reading(asked, pass, '/test-control/clock')).body as Members;
      const late = (event: Members) =>
        event.type === 'forward.reverted' ? { ...event, effective_at: now } : event;
      return { ...answer, body: { ...body, items: events.map(late) } };
    }),
  },
  {
    id: 'test-control.done-and-not-drained',
    breaks: ['ORF-TST-006'],
    around: onBody('advanceClock', (body, asked) =>
      Number(sentBody(asked)?.seconds) === 432_000 ? { ...body, drained: false } : body,
    ),
  },
  {
    id: 'test-control.drained-and-not-done',
    breaks: ['ORF-TST-006'],
    around: instead('advanceClock', async (asked, pass) => {
      if (Number(sentBody(asked)?.seconds) !== 432_000) return pass();
      const clock = await reading(asked, pass, '/test-control/clock');
      return { ...clock, body: { ...(clock.body as Members), drained: true, pending: 0 } };
    }),
  },
  { id: 'test-control.never-done', breaks: ['ORF-TST-007'], around: neverDone(), waits: true },
  { id: 'test-control.records-stay', breaks: ['ORF-TST-008'], around: kept('getSettlement') },
  { id: 'test-control.keys-stay', breaks: ['ORF-TST-008'], around: keptKeys() },
  {
    id: 'test-control.half-a-situation',
    breaks: ['ORF-TST-009'],
    around: instead('seedScenario', async (asked, pass) => {
      if (sentBody(asked)?.scenario !== 'return_delivered') return pass();
      const answer = await pass({ ...asked, body: Buffer.from('{"scenario":"return_handed_in"}') });
      return { ...answer, body: { ...(answer.body as Members), scenario: 'return_delivered' } };
    }),
  },
  {
    id: 'test-control.another-scan',
    breaks: ['ORF-TST-010'],
    around: onSentBody('simulateCarrierEvent', (body) =>
      body.event === 'delivery_failed' ? { ...body, event: 'in_transit' } : body,
    ),
  },
  {
    id: 'test-control.label-in-any-case',
    breaks: ['ORF-TST-011'],
    around: onSentBody('createOrder', (body) => {
      const place = body.ship_to;
      return isMembers(place) && place.street_2 === 'SANDBOX REFUSES'
        ? { ...body, ship_to: { ...place, street_2: 'Unit 2' } }
        : body;
    }),
  },
  {
    id: 'test-control.void-not-confirmed',
    breaks: ['ORF-TST-012'],
    around: instead('simulateCarrierEvent', async (asked, pass) => {
      const body = sentBody(asked);
      if (body?.event !== 'void_confirmed') return pass();
      const shown = await reading(asked, pass, `/v1/forwards/${String(body.forward_id)}`);
      return valueAt(shown.body, '/revert_reason') === 'return_cancelled' ? shown : pass();
    }),
  },
];
