import { StoreUnavailable } from '../store-faults.ts';
import type { Engine } from './engine.ts';

const SWEPT_AT_ONCE = 500;

/**
 * Destroys the secrets of keys that were destroyed: only once that is durable, since a command may yet fail, and again
 * after a crash in between, since the database remembers until it is done.
 */
export class DoomedSlots {
  readonly #engine: Engine;
  #isOwed = true;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** There will be some once the current command is durable. */
  readonly owe = (): void => {
    this.#isOwed = true;
  };

  /** Destroys what is owed. What cannot be done now, for want of disk, is done after the next command. */
  async sweep(): Promise<void> {
    if (!this.#isOwed) return;
    this.#isOwed = false;
    try {
      while ((await this.#sweepSome()) === SWEPT_AT_ONCE);
    } catch (error) {
      this.#isOwed = true;
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  async #sweepSome(): Promise<number> {
    // Not on the readers' connection: a long reading must not keep a secret alive.
    const rows = await this.#engine.write((db) =>
      db.selectFrom('doomed_slots').select('slot').limit(SWEPT_AT_ONCE).execute(),
    );
    if (rows.length === 0) return 0;
    const slots = rows.map(({ slot }) => Number(slot));
    this.#engine.keys.destroy(slots);
    await this.#engine.write((db) => db.deleteFrom('doomed_slots').where('slot', 'in', slots).execute());
    return rows.length;
  }
}
