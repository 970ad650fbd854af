import { readFileSync, writeFileSync } from 'node:fs';
import { type Lifecycle, lifecycles } from '@open-return-forwarding/protocol';
import { expect, test } from 'vitest';
import { describeLifecycle } from './diagrams.ts';

const file = new URL('../../../../spec/standard/lifecycles.md', import.meta.url);
const names = Object.keys(lifecycles) as Lifecycle[];

/** The prose with each generated part as the table has it now. */
function upToDate(prose: string): string {
  return names.reduce((text, name) => {
    const part = new RegExp(`(<!-- table: ${name} -->)[^]*?(<!-- end -->)`);
    expect(text).toMatch(part);
    return text.replace(part, (_, start, end) => `${start}\n${describeLifecycle(name)}\n${end}`);
  }, prose);
}

test('the diagrams in the prose are those of the table; ORF_WRITE=1 rewrites them', () => {
  const prose = readFileSync(file, 'utf8');
  if (process.env.ORF_WRITE === '1') writeFileSync(file, upToDate(prose));
  expect(readFileSync(file, 'utf8')).toBe(upToDate(prose));
});
