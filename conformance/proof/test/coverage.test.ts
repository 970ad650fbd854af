import {
  Documents,
  readCatalogue,
  readRegister,
  specificationFolder,
} from '@open-return-forwarding/conformance';
import { expect, it } from 'vitest';
import { readCollection } from '../src/collection.ts';
import { coveragePage, covered } from '../src/coverage.ts';

const register = readRegister(new Documents(specificationFolder()));

it('has every requirement of the register once, with a check or a reason', async () => {
  const page = coveragePage(covered(register, await readCatalogue(), await readCollection()));
  const rows = [...page.matchAll(/^\| \[(ORF-\w+-\d+)\]/gm)].map(([, id]) => id);
  expect(rows.toSorted()).toEqual([...register.keys()].toSorted());
  expect(page).toMatch(/ORF-GEN-006.*`walks\.random`.*`walks\.withdrawn-in-spite-of-its-refusal`/);
  const unreasoned = page.split('\n').filter((line) => /\| *\|$/.test(line));
  expect(unreasoned).toEqual([]);
});

it('says of a requirement without a check why it has none, and where one is owed', () => {
  const nothing = { checks: [], observers: [], mutants: [], variants: [] };
  const all = covered(register, nothing, nothing);
  const page = coveragePage(all);
  const line = (id: string) => page.split('\n').find((each) => each.includes(`[${id}]`));
  expect(line('ORF-GEN-003')).toMatch('no check yet');
  expect(line('ORF-GEN-001')).toMatch('conduct of callers');
});
