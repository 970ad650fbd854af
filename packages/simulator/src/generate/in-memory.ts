import { rolloutBucket, zoneOf } from '@open-return-forwarding/core';
import { textHash } from '../forecast/draws.ts';
import { type Season, SeasonBuilder } from '../forecast/season.ts';
import { madeSeason, type SeasonSize } from './made-season.ts';

/** A made-up season as if it had been read from its file. `progress` is told of rows. */
export function seasonInMemory(size: SeasonSize, progress: (rows: number) => void = () => {}): Season {
  const builder = new SeasonBuilder('EUR');
  let rows = 0;
  for (const row of madeSeason(size)) {
    const { at, sku, category, price, consumer_ref } = row;
    builder.add({
      ...{ at, sku, category, price, zone: zoneOf(row), person: textHash(consumer_ref) },
      bucket: row.kind === 'return' ? rolloutBucket(consumer_ref) : 0,
      ...(row.kind === 'return' ? { reason: row.reason, grade: row.grade } : {}),
    });
    rows += 1;
    if (rows % 20_000 === 0) progress(rows);
  }
  return builder.build();
}
