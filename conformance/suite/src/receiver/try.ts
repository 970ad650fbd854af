import { randomBytes } from 'node:crypto';
import { isFailure, type Outcome } from '../driver/step.ts';
import { sendOverHttp } from '../driver/wire.ts';
import { type Message, type ReceiverCase, receiverCases } from './cases.ts';

/** A receiver of webhooks, and the secret that it knows. */
export interface ReceiverUnderTest {
  readonly url: string;
  readonly secret: string;
  readonly timeout_seconds: number;
}

/** What a receiver did with one case. */
export interface Tried {
  readonly name: string;
  readonly requirement: string;
  readonly expected: ReceiverCase['expected'];
  /** Status of each answer, or why there was none. */
  readonly answers: readonly string[];
  readonly holds: boolean;
}

/** Sends a receiver what it has to take and what it has to refuse, signed with the time of now. */
export async function tryReceiver(
  receiver: ReceiverUnderTest,
  onCase: (tried: Tried) => void = () => undefined,
): Promise<Tried[]> {
  const run = randomBytes(6).toString('hex');
  const all: Tried[] = [];
  for (const [index, each] of receiverCases.entries()) {
    const now = Math.floor(Date.now() / 1000);
    const messages = each.messages({ secret: receiver.secret, now, id: `evt_${run}_${index}` });
    const outcomes: Outcome[] = [];
    for (const message of messages) outcomes.push(await send(receiver, message));
    const tried = judged(each, outcomes);
    all.push(tried);
    onCase(tried);
  }
  return all;
}

function send({ url, timeout_seconds }: ReceiverUnderTest, { headers, body }: Message): Promise<Outcome> {
  const target = { url, headers: {}, timeout_ms: timeout_seconds * 1000 };
  const request = { method: 'POST', path: '', credential: 'none', headers, body: { text: body } } as const;
  return sendOverHttp(target, request, undefined);
}

/** Taken is any 2xx, each time. Refused is any other answer; none at all is neither. */
function judged({ name, requirement, expected }: ReceiverCase, outcomes: readonly Outcome[]): Tried {
  const answers = outcomes.map((outcome) =>
    isFailure(outcome) ? `no answer: ${outcome.detail}` : String(outcome.status),
  );
  const holds = outcomes.every((outcome) => {
    if (isFailure(outcome)) return false;
    const isTaken = outcome.status >= 200 && outcome.status < 300;
    return isTaken === (expected === 'taken');
  });
  return { name, requirement, expected, answers, holds };
}
