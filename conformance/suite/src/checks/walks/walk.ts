import type { JsonObject } from '../../contract/documents.ts';
import { status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { changed, START } from '../../stage/messages.ts';
import { CERTAIN, drain } from '../../stage/stage.ts';
import { type Broken, refusal, statuses } from './judging.ts';
import { commandOf, type Given, hasRow } from './rows.ts';
import { Script } from './script.ts';
import { type Known, look, type Made, ofKind, type Sight } from './world.ts';

/** What is done, and to which object of its kind, counted from 0. */
export interface Step {
  readonly name: string;
  readonly target: number;
}

/** Says what comes next; undefined ends the walk. */
export type Guide = (sight: Sight, taken: number) => Step | undefined;

/** A walk that was made: up to where something broke, if it did. */
export interface Walked {
  readonly steps: readonly Step[];
  readonly broken?: Broken;
  /** The walk as a shell script. */
  readonly script: string;
}

/** Walks from an empty sandbox, and looks at every object after every step. */
export async function walk(trial: Trial, next: Guide): Promise<Walked> {
  const pace = new Pace(trial);
  await pace.begin();
  const steps: Step[] = [];
  for (let step = next([], 0); step !== undefined; step = next(pace.sight, steps.length)) {
    steps.push(step);
    const broken = await pace.take(step);
    if (broken !== undefined) return { steps, broken, script: pace.script.text() };
  }
  return { steps, script: pace.script.text() };
}

/** Where a walk is. */
class Pace {
  readonly script: Script;
  sight: Sight = [];
  readonly #trial: Trial;
  readonly #made: Made = { returns: [], orders: [] };

  constructor(trial: Trial) {
    this.#trial = trial;
    this.script = new Script(trial);
  }

  /** Empties the sandbox, under the policy of the stage. */
  async begin(): Promise<void> {
    const body = { now: START, policy: changed(this.#trial.around.policy, CERTAIN) };
    const request = this.#trial.request('resetSandbox', { body });
    this.#trial.need('resetSandbox', status(await this.#trial.send(request), 200));
    this.script.sends(request);
  }

  /** Takes a step; one whose object does not exist is no step. Answers what it broke. */
  async take({ name, target }: Step): Promise<Broken | undefined> {
    const command = commandOf(name);
    const subject = command.subject === undefined ? undefined : ofKind(this.sight, command.subject)[target];
    if (command.subject !== undefined && !isThere(command.operation, subject)) return undefined;
    const given = { command, subject };
    const reply = await this.#send(given);
    await drain(this.#trial);
    const before = this.sight;
    this.sight = await look(this.#trial, this.#made, before);
    const { contract } = this.#trial.around;
    const change = { before, after: this.sight };
    return (
      (hasRow(contract, given) === false ? refusal(contract, { name, given, reply }, change) : undefined) ??
      statuses(contract, { name, given }, change)
    );
  }

  async #send({ command, subject }: Given): Promise<Reply> {
    const options = command.options(this.#trial, subject);
    const request = this.#trial.request(command.operation, options);
    const reply = await this.#trial.send(request);
    if (subject !== undefined) this.script.finds(subject);
    switch (command.operation) {
      case 'createReturn':
        this.#made.returns.push(this.#idOf(reply));
        this.script.makes(request, { kind: 'return', id: this.#made.returns.at(-1) ?? '' });
        break;
      case 'createOrder':
        this.#made.orders.push(this.#idOf(reply));
        this.script.makes(request, { kind: 'order', id: this.#made.orders.at(-1) ?? '' });
        break;
      case 'advanceClock':
        this.#trial.need('advanceClock', status(reply, 200, 202));
        this.script.sends(request);
        break;
      default:
        this.script.sends(request);
    }
    return reply;
  }

  #idOf(reply: Reply): string {
    const created: JsonObject = this.#trial.needObject('a new object', reply, 201);
    return String(created.id);
  }
}

/** A hold is reviewed at a forward: without one there is nothing to ask. */
function isThere(operation: string, subject: Known | undefined): boolean {
  return subject !== undefined && (operation !== 'resolveHold' || subject.forward_id !== undefined);
}
