import type { WireRequest } from '../../driver/step.ts';
import { curl } from '../../report/curl.ts';
import type { Trial } from '../../run/trial.ts';
import type { Known } from './world.ts';

/** A walk as commands of a shell: ids are variables, since each run of it gets ids of its own. Needs curl and jq. */
export class Script {
  readonly #trial: Trial;
  readonly #url: string;
  readonly #lines: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #counts: Record<string, number> = {};

  constructor(trial: Trial) {
    this.#trial = trial;
    this.#url = String(trial.around.discovery.base_url).replace(/\/$/, '');
  }

  /** A request whose answer is shown. */
  sends(request: WireRequest): void {
    this.#lines.push(this.#named(curl(this.#url, request)));
  }

  /** A request that makes an object of this id. */
  makes(request: WireRequest, { kind, id }: Pick<Known, 'kind' | 'id'>): void {
    this.#takes(request, { kind, id }, 'id');
  }

  /** An object that another one names. */
  finds({ kind, id, from }: Known): void {
    if (from === undefined || this.#names.has(id)) return;
    const request = this.#trial.request('getReturn', { path: { return_id: from.id } });
    this.#takes(request, { kind, id }, from.pointer);
  }

  text(): string {
    return this.#lines.join('\n');
  }

  #takes(request: WireRequest, { kind, id }: Pick<Known, 'kind' | 'id'>, member: string): void {
    const number = (this.#counts[kind] ?? 0) + 1;
    this.#counts[kind] = number;
    const command = this.#named(curl(this.#url, request)).replace('curl -i ', 'curl -s ');
    this.#lines.push(`${kind}_${number}=$(${command} | jq -r .${member})`);
    this.#names.set(id, `${kind}_${number}`);
  }

  /** Ids that stand in quotes, as variables; the longest first, where one is the beginning of another. */
  #named(command: string): string {
    const ids = [...this.#names].toSorted(([a], [b]) => b.length - a.length);
    return ids.reduce((text, [id, name]) => text.replaceAll(delimited(id), `$1'"$${name}"'`), command);
  }
}

/** An id between a slash or a quote and what cannot be a part of it. */
function delimited(id: string): RegExp {
  return new RegExp(`([/"])${id.replace(/[^\w]/g, '\\$&')}(?=[/"'?])`, 'g');
}
