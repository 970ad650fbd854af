import { at, isObject, type Json, type JsonObject } from '../../contract/documents.ts';
import type { Trial } from '../../run/trial.ts';
import { type LogPart, readLog } from '../../stage/log.ts';
import { type Change, changed } from '../../stage/messages.ts';
import { advance, CERTAIN, drain, succeeds } from '../../stage/stage.ts';

/** One step of a sequence: what is done, to what, and what the log says of it, `type subject` each. */
export interface Step {
  readonly at: string;
  readonly do: string;
  readonly of?: string;
  readonly with?: JsonObject;
  readonly events: readonly string[];
}

export interface Sequence {
  readonly name: string;
  readonly policy?: JsonObject;
  readonly steps: readonly Step[];
}

/** The sequences of a published file that a caller can bring about, without those that show nothing new. */
export function sequencesIn(file: JsonObject): Sequence[] {
  const seen = new Set<string>();
  return sequencesOf(file).filter((sequence) => {
    const shown = sequence.steps.map(({ do: done, events }) => `${done} ${events.join()}`);
    const isNew = isReachable(sequence) && shown.some((each) => !seen.has(each));
    if (isNew) for (const each of shown) seen.add(each);
    return isNew;
  });
}

interface Published extends Omit<Sequence, 'steps'> {
  readonly steps: readonly (Omit<Step, 'events'> & {
    readonly then: { readonly events: readonly string[] };
  })[];
}

function sequencesOf({ cases }: JsonObject): Sequence[] {
  return (cases as unknown as Published[]).map((each) => ({
    ...each,
    steps: each.steps.map(({ then, ...step }) => ({ ...step, events: then.events.map(withoutTime) })),
  }));
}

/** What a step was expected to record, and what it recorded: `type subject` each, with the subjects' names in the sequence. */
export interface Recorded {
  readonly step: Step;
  readonly found: readonly string[];
}

/** What is said of sequences in which a command comes before the deadlines that are due. */
const JUMPS = ['no timer has run', 'a cancel of the order at the end of the hand-in'];

/**
 * A sandbox's carrier gives its label at once, which of several orders is taken is the provider's own, and where the clock is
 * moved everything due has happened.
 */
function isReachable({ name, steps, policy }: Sequence): boolean {
  const isLabelled = (step: Step, index: number) => {
    const next = steps[index + 1];
    return !isMatching(step) || next === undefined || isLabel(next);
  };
  const isPunctual = !JUMPS.some((words) => name.includes(words));
  return isPunctual && !isObject(policy?.matching) && steps.every(isLabelled) && !steps.some(isGeneral);
}

function isLabel({ do: done, events }: Step): boolean {
  return (
    done === 'carrier_label' && events.length === 1 && events[0]?.startsWith('forward.label_issued') === true
  );
}

/** A match of an order that names no listing. */
function isGeneral(step: Step): boolean {
  return isMatching(step) && !(step.do === 'createOrder' && typeof step.with?.listing_id === 'string');
}

function isMatching({ events }: Step): boolean {
  return events.some((event) => event.startsWith('forward.matched '));
}

/** Plays a sequence against the server. */
export async function play(trial: Trial, sequence: Sequence): Promise<Recorded[]> {
  const cast = new Cast(trial);
  await begin(trial, sequence);
  let { resume } = await readLog(trial);
  const recorded: Recorded[] = [];
  let now = sequence.steps[0]?.at;
  for (const step of withLabels(sequence.steps)) {
    if (step.at !== now) await advance(trial, { to: step.at });
    now = step.at;
    await cast.act(step);
    const part = await readLog(trial, { cursor: resume });
    const isAll = part.events.length >= step.events.length;
    const rest = isAll ? { events: [], resume: part.resume } : await readOn(trial, part.resume);
    resume = rest.resume;
    recorded.push({ step, found: cast.told([...part.events, ...rest.events]) });
  }
  return recorded;
}

/** What a server that takes its time records once everything is done. */
async function readOn(trial: Trial, cursor: string): Promise<LogPart> {
  await drain(trial);
  return readLog(trial, { cursor });
}

async function begin(trial: Trial, { steps, policy }: Sequence): Promise<void> {
  const own = changed(trial.around.policy, CERTAIN);
  await succeeds(trial, 'resetSandbox', {
    body: { now: steps[0]?.at, policy: changed(own, { ...policy }) },
  });
}

/** A sandbox's label comes with its match. */
function withLabels(steps: readonly Step[]): Step[] {
  return steps
    .filter((step) => !isLabel(step))
    .map((step) => {
      const match = step.events.find((event) => event.startsWith('forward.matched '));
      const label = match?.replace('forward.matched', 'forward.label_issued');
      return label === undefined ? step : { ...step, events: [...step.events, label] };
    });
}

function withoutTime(event: string): string {
  return event.split(' ').slice(1).join(' ');
}

const PATHS: Readonly<Record<string, string>> = {
  return: 'return_id',
  listing: 'listing_id',
  order: 'order_id',
  forward: 'forward_id',
  refund: 'refund_id',
  dispute: 'dispute_id',
};

/** Who is who: the names of a sequence, and the ids that the server gave. */
class Cast {
  readonly #trial: Trial;
  readonly #ids = new Map<string, string>();
  readonly #given: JsonObject;

  constructor(trial: Trial) {
    this.#trial = trial;
    this.#given = trial.around.published('vectors/lifecycles/given.json');
  }

  /** Events by the names of the sequence; a subject that is new gets the next name of its kind. */
  told(events: readonly JsonObject[]): string[] {
    return events.map((event) => {
      const id = String(at(event, '/subject/id'));
      const kind = String(at(event, '/subject/kind'));
      const known = [...this.#ids].find(([, held]) => held === id)?.[0];
      const name = known ?? this.#next(kind);
      this.#ids.set(name, id);
      return `${String(event.type)} ${name}`;
    });
  }

  async act(step: Step): Promise<void> {
    if (step.do === 'wait') return;
    if (step.do === 'createReturn') await this.#call('createReturn', {}, this.#newReturn(step.with ?? {}));
    else if (step.do === 'createOrder') await this.#call('createOrder', {}, this.#newOrder(step.with ?? {}));
    else if (step.do === 'carrier_void') {
      const body = { forward_id: this.#id(step.of), event: 'void_confirmed' };
      await this.#trial.call('simulateCarrierEvent', { body });
    } else await this.#command(step);
  }

  async #command(step: Step): Promise<void> {
    const of = step.do === 'confirmRefund' ? await this.#refundOf(step.of) : this.#id(step.of);
    const kind = step.do === 'confirmRefund' ? 'refund' : String(step.of).replace(/_\d+$/, '');
    const scanned: JsonObject = step.do === 'reportTrackingEvent' ? { occurred_at: step.at } : {};
    await this.#call(step.do, { [PATHS[kind] ?? kind]: of }, { ...scanned, ...step.with });
  }

  async #call(operation: string, path: Readonly<Record<string, string>>, body: JsonObject): Promise<void> {
    await this.#trial.call(operation, { path, body });
  }

  async #refundOf(name: string | undefined): Promise<string> {
    const reply = await this.#trial.call('getReturn', { path: { return_id: this.#id(name) } });
    return String(at(reply.json, '/refund/id'));
  }

  #newReturn(patch: JsonObject): JsonObject {
    const base = { ...(this.#given.return as JsonObject), external_id: this.#trial.unique('return') };
    return changed(changed(base, { ship_from: { street_2: 'SANDBOX VOIDS LATER' } }), patch);
  }

  #newOrder(patch: JsonObject): JsonObject {
    const own: Change = { external_id: this.#trial.unique('order'), buyer_ref: this.#trial.unique('buyer') };
    return changed(changed(this.#given.order as JsonObject, own), this.#known(patch) as JsonObject);
  }

  /** The ids of what a message names. */
  #known(value: Json): Json {
    if (typeof value === 'string') return this.#ids.get(value) ?? value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, this.#known(held)]));
  }

  #id(name: string | undefined): string {
    return this.#ids.get(String(name)) ?? 'nobody';
  }

  #next(kind: string): string {
    for (let number = 1; ; number += 1) {
      const name = `${kind}_${number}`;
      if (!this.#ids.has(name)) return name;
    }
  }
}
