import {
  type createClient,
  type Forward,
  OrfProblem,
  type PolicySettings,
  type Return,
} from '@open-return-forwarding/client';
import type { createTestControl } from '@open-return-forwarding/client/test-control';
import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';
import { type Line, type Moment, momentsOf } from './lines.ts';
import type { Acceptance } from './options.ts';
import type { Progress } from './progress.ts';
import { orderRequest, returnRequest } from './requests.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const AT_ONCE = 32;
const POLL_MS = 100;

/** A request that the server did not accept. */
export interface Refused {
  line: number;
  kind: 'order' | 'return' | 'choice';
  code: string;
  detail: string;
}

/** A return line and what became of it; `forward` where it was matched. */
export interface ReturnTrace {
  line: ReturnLine;
  /** Absent where the server refused it. */
  return?: Return;
  forward?: Forward;
  /** The line of the order that got the item. */
  order?: SaleLine | undefined;
}

export interface Replayed {
  traces: ReturnTrace[];
  /** Order lines that the server took. */
  orders: Set<SaleLine>;
  refused: Refused[];
}

/** A server, and how the lines are to be told to it. */
export interface Stage {
  orf: ReturnType<typeof createClient>;
  control: ReturnType<typeof createTestControl>;
  policy: PolicySettings;
  accept: Acceptance;
  progress: Progress;
}

interface Run extends Stage {
  traces: Map<ReturnLine, ReturnTrace>;
  orders: Map<string, SaleLine>;
  refused: Refused[];
}

/**
 * Empties the sandbox, tells it every line at its own time, waits until the last window is over, and asks what became of
 * each return. Lines of one article are told one after the other, articles side by side: they do not meet, so the
 * outcome is the same every time. A refusal is kept and the rest goes on; no answer at all throws `OrfConnectionError`.
 */
export async function replay(stage: Stage, lines: readonly Line[]): Promise<Replayed> {
  const run: Run = { ...stage, traces: new Map(), orders: new Map(), refused: [] };
  const moments = momentsOf(lines);
  const [first] = moments;
  if (first !== undefined) {
    await stage.control.resetSandbox({
      body: { now: instant(Date.parse(first.at) - MINUTE), policy: stage.policy },
    });
    for (const moment of moments) await tell(run, moment);
    await outlast(run, moments.at(-1) ?? first);
  }
  const traces = [...run.traces.values()];
  await inParallel(traces, (trace) => lookUp(run, trace));
  stage.progress.end();
  const refused = run.refused.toSorted((one, other) => one.line - other.line);
  return { traces, orders: new Set(run.orders.values()), refused };
}

async function tell(run: Run, { at, chains }: Moment): Promise<void> {
  await moveClock(run, at);
  for (const line of chains.flat()) if (line.kind === 'return') run.traces.set(line, { line });
  await inParallel(chains, async (chain) => {
    for (const line of chain) await (line.kind === 'return' ? startReturn(run, line) : placeOrder(run, line));
  });
  run.progress.add(chains.flat().length);
}

/** Lets the last window end, so that nothing is left undecided. */
async function outlast(run: Run, last: Moment): Promise<void> {
  const { window_days, window_days_by_category } = run.policy.matching;
  const days = Math.max(window_days, ...Object.values(window_days_by_category));
  await moveClock(run, instant(Date.parse(last.at) + days * DAY + MINUTE));
}

async function moveClock({ control }: Run, to: string): Promise<void> {
  let clock = await control.advanceClock({ body: { to } });
  while (!clock.drained) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    clock = await control.getClock();
  }
}

async function startReturn(run: Run, line: ReturnLine): Promise<void> {
  const started = await attempt(run, { line, kind: 'return' }, () =>
    run.orf.createReturn({ body: returnRequest(line) }),
  );
  if (started === undefined) return;
  run.traces.set(line, { line, return: started });
  if (started.status !== 'offered') return;
  await attempt(run, { line, kind: 'choice' }, () =>
    run.orf.chooseRoute({ path: { return_id: started.id }, body: { route: 'forward' } }),
  );
}

async function placeOrder(run: Run, line: SaleLine): Promise<void> {
  const order = await attempt(run, { line, kind: 'order' }, () =>
    run.orf.createOrder({ body: orderRequest(line, run) }),
  );
  if (order !== undefined) run.orders.set(order.id, line);
}

async function lookUp(run: Run, trace: ReturnTrace): Promise<void> {
  if (trace.return === undefined) return;
  trace.return = await run.orf.getReturn({ path: { return_id: trace.return.id } });
  const { forward_id } = trace.return;
  if (forward_id === undefined) return;
  trace.forward = await run.orf.getForward({ path: { forward_id } });
  trace.order = run.orders.get(trace.forward.order_id);
  if (trace.order === undefined) throw new Error(`forward ${forward_id} is to nobody of this run`);
}

/** Makes a request; a refusal becomes an entry of the report. A wrong token concerns every line, and ends the run. */
async function attempt<T>(
  run: Run,
  { line, kind }: { line: Line; kind: Refused['kind'] },
  request: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof OrfProblem) || error.status === 401 || error.status === 403) throw error;
    run.refused.push({ line: line.line, kind, code: error.code, detail: error.message });
    return undefined;
  }
}

/** Does something with each item, some at a time, begun in their order. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
