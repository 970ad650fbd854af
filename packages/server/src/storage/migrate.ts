import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { EngineDdl } from './engine.ts';
import { initial } from './migrations/0001-initial.ts';
import { webhooks } from './migrations/0002-webhooks.ts';
import { notifications } from './migrations/0003-notifications.ts';
import { statistics } from './migrations/0004-statistics.ts';
import { candidates } from './migrations/0005-candidates.ts';
import { namingDays } from './migrations/0006-naming-days.ts';
import { reservations } from './migrations/0007-reservations.ts';
import { erasure } from './migrations/0009-erasure.ts';
import { keySlots } from './migrations/0010-key-slots.ts';
import { recalls } from './migrations/0011-recalls.ts';
import { answerSlots } from './migrations/0012-answer-slots.ts';
import type { Schema } from './schema.ts';

/** Numbered and only ever appended to; a released one is never edited. */
const MIGRATIONS: Record<string, (ddl: EngineDdl) => Migration> = {
  '0001-initial': initial,
  '0002-webhooks': webhooks,
  '0003-notifications': notifications,
  '0004-statistics': statistics,
  '0005-candidates': candidates,
  '0006-naming-days': namingDays,
  '0007-reservations': reservations,
  '0009-erasure': erasure,
  '0010-key-slots': keySlots,
  '0011-recalls': recalls,
  '0012-answer-slots': answerSlots,
};

/** Runs what is missing, in the caller's transaction. Throws what went wrong, also for a database newer than this. */
export async function migrate(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  const migrations = Object.fromEntries(Object.entries(MIGRATIONS).map(([name, make]) => [name, make(ddl)]));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
