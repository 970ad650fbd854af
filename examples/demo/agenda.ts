type Step = () => Promise<void>;

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly step: Step;
}

const HOUR = 3_600_000;

/** What is still to be done, by the demo's clock. Entries of one moment keep the order in which they were made. */
export class Agenda {
  readonly #entries: Entry[] = [];
  #made = 0;

  /** Plans a step for an instant; one that has passed is done next. */
  at(instant: string, step: Step): void {
    this.#entries.push({ at: Date.parse(instant), order: this.#made++, step });
    this.#entries.sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** When the next step is due. */
  next(): string | undefined {
    const [first] = this.#entries;
    return first && new Date(first.at).toISOString();
  }

  /** Takes the next step out. */
  take(): Step | undefined {
    return this.#entries.shift()?.step;
  }
}

/** An instant some hours after another. */
export function hoursAfter(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR).toISOString();
}

/** The first `hour` o'clock (UTC) after an instant. */
export function nextAt(hour: number, instant: string): string {
  const day = new Date(Date.parse(instant));
  day.setUTCHours(hour, 0, 0, 0);
  return hoursAfter(day.toISOString(), day.getTime() > Date.parse(instant) ? 0 : 24);
}
