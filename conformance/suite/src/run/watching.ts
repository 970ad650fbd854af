import { type Claim, described } from './claim.ts';
import type { History, Observation, Observed, Observer } from './observer.ts';
import { type Reply, replyOf } from './reply.ts';

/** An exchange that was answered. */
export interface Answered {
  readonly exchange: Observed;
  readonly reply: Reply;
}

/** Claims about something that was seen, by the requirement that they are for. */
export type Judged = Readonly<Record<string, readonly Claim[]>>;

interface Watch {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** Looks at the answers of one check, in order; undefined for an answer that there is nothing to say about. */
  begin(history: History): (answered: Answered) => Judged | undefined;
}

/** So many findings of a requirement say enough about one check. */
const ENOUGH = 3;

/** An observer that looks at one answer after the other. */
export function watching({ id, title, requirements, begin }: Watch): Observer {
  return { id, title, requirements, judge: (history) => observation(history, begin(history)) };
}

function observation({ exchanges }: History, look: (answered: Answered) => Judged | undefined): Observation {
  const asserted: Record<string, number> = {};
  const findings: Observation['findings'][number][] = [];
  for (const exchange of exchanges) {
    const reply = replyOf(exchange.outcome, exchange.step);
    if (reply.failure !== undefined) continue;
    for (const [requirement, claims] of Object.entries(look({ exchange, reply }) ?? {})) {
      asserted[requirement] = (asserted[requirement] ?? 0) + 1;
      const known = findings.filter((finding) => finding.requirement === requirement).length;
      const broken = claims.filter(({ holds }) => !holds).slice(0, Math.max(0, ENOUGH - known));
      findings.push(
        ...broken.map(({ expected, actual, pointer }) => ({
          requirement,
          expected,
          actual: `${actual} (${exchange.request.method} ${exchange.request.path}: ${described(reply)})`,
          ...(pointer === undefined ? {} : { pointer }),
        })),
      );
    }
  }
  return { asserted, findings };
}
