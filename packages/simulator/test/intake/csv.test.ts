import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../src/intake/csv.ts';

describe('CSV records', () => {
  it('end, in order and each on a line of its own, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', ';', '\n', '\r\n', 'a', ' ', '\uFEFF'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (csv) => {
        const { records, unreadable } = readRecords(csv, ';');
        const lines = records.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
        const all = [...lines, ...unreadable.map(({ line }) => line)];
        expect(new Set(all).size).toBe(all.length);
        expect(all.every((line) => line >= 1 && line <= csv.split(/\r\n|\n|\r/).length)).toBe(true);
      }),
    );
  });

  it('come back as they were written, on the line where they start', () => {
    const field = fc.string({ unit: fc.constantFrom('"', ';', '\n', 'a', ' '), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 6 }), (rows) => {
        const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'));
        let line = 1;
        const expected = rows.map((fields, at) => {
          const record = { line, fields };
          line += (quoted[at] ?? '').split('\n').length;
          return record;
        });
        expect(readRecords(quoted.join('\n'), ';')).toEqual({ records: expected, unreadable: [] });
      }),
    );
  });
});
