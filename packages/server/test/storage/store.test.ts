import { describe } from 'vitest';
import { describeCommands } from './behaviour/commands.ts';
import { describeDeadlines } from './behaviour/deadlines.ts';
import { describeJournal } from './behaviour/journal.ts';
import { describeMoney } from './behaviour/money.ts';
import { describeOpenListings } from './behaviour/open-listings.ts';
import { describePrivacy } from './behaviour/privacy.ts';
import { describeRecords } from './behaviour/records.ts';
import { describeStatistics } from './behaviour/statistics.ts';
import type { EngineUnderTest } from './engine-under-test.ts';
import { sqlite } from './sqlite-under-test.ts';

function describeStore(engine: EngineUnderTest): void {
  describe(`the store on ${engine.name}`, () => {
    describeCommands(engine);
    describeRecords(engine);
    describePrivacy(engine);
    describeMoney(engine);
    describeDeadlines(engine);
    describeJournal(engine);
    describeStatistics(engine);
    describeOpenListings(engine);
  });
}

describeStore(sqlite);
