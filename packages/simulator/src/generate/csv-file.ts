import { open } from 'node:fs/promises';
import type { MadeRow } from './made-season.ts';

const columns = [
  ...['kind', 'order_ref', 'sku', 'time', 'unit_price', 'quantity', 'category', 'consumer_ref'],
  ...['country', 'postal_code', 'reason', 'grade'],
];

/** Writes rows as the `plain` layout, in constant memory, and answers how many there were. */
export async function writeSeason(file: string, rows: Iterable<MadeRow>): Promise<number> {
  const handle = await open(file, 'w');
  let count = 0;
  try {
    let text = `${columns.join(',')}\n`;
    for (const row of rows) {
      count += 1;
      text += lineOf(row);
      if (text.length < 1 << 20) continue;
      await handle.write(text);
      text = '';
    }
    await handle.write(text);
  } finally {
    await handle.close();
  }
  return count;
}

function lineOf(row: MadeRow): string {
  const time = `${new Date(row.at).toISOString().slice(0, 19)}Z`;
  const price = `${Math.floor(row.price / 100)}.${String(row.price % 100).padStart(2, '0')}`;
  const cells = [
    ...[row.kind, row.order_ref, row.sku, time, price, '1', row.category, row.consumer_ref],
    ...[row.country, row.postal_code, row.reason, row.grade],
  ];
  return `${cells.join(',')}\n`;
}
