import { setTimeout as wait } from 'node:timers/promises';
import {
  type Answered,
  type Around,
  type Asked,
  afresh,
  instead,
  onBody,
  type Pass,
  redirected,
} from './edge.ts';

/** Reads something with the credential of a request, while it is being answered. */
export function readWith(pass: Pass, asked: Asked, target: string): Promise<Answered> {
  const { 'idempotency-key': _, 'content-length': __, 'content-type': ___, ...headers } = asked.headers;
  return pass({ ...redirected({ ...asked, method: 'GET' }, target), headers, body: Buffer.alloc(0) });
}

/** What the sandbox's clock shows. */
export async function clockOf(pass: Pass, asked: Asked): Promise<string> {
  const headers = { ...asked.headers, authorization: 'Bearer orf_test_control' };
  const { body } = await readWith(pass, { ...asked, headers }, '/test-control/clock');
  return String((body as { now?: unknown }).now);
}

/** Notices when the sandbox's clock, which is shown by what moves it, jumps by more than so many days at once. */
export function onJump(days: number, jumped: () => void): Around {
  return afresh(() => {
    let before = Number.NaN;
    return onBody(['resetSandbox', 'advanceClock'], (body, { operation }) => {
      const now = Date.parse(String(body.now));
      if (operation === 'advanceClock' && now - before > days * 86_400_000) jumped();
      before = now;
      return body;
    });
  });
}

/** Another answer in place of one, which keeps its own request id. */
export function inPlaceOf(answer: Answered, other: Answered): Answered {
  const id = answer.headers['orf-request-id'];
  return { ...other, headers: { ...other.headers, ...(id === undefined ? {} : { 'orf-request-id': id }) } };
}

/** So long a request waits for others of the same moment, in milliseconds. */
const MOMENT = 30;

/** Of requests about one record that come at the same moment, those that are refused get the answer of one that was taken. */
export function takesAll(operation: string, own: (taken: Answered, asked: Asked) => Answered): Around {
  const underway = new Map<string, Set<Promise<Answered>>>();
  return instead(operation, async (asked, pass) => {
    const id = Object.values(asked.path).join();
    const group = underway.get(id) ?? new Set<Promise<Answered>>();
    underway.set(id, group);
    const answering = wait(MOMENT).then(() => pass());
    group.add(answering);
    const answer = await answering;
    const taken = (await Promise.all(group)).find(({ status }) => status < 300);
    group.delete(answering);
    return answer.status === 409 && taken !== undefined ? inPlaceOf(answer, own(taken, asked)) : answer;
  });
}
