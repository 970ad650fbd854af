import { type Catalogue, readCatalogue } from '@open-return-forwarding/conformance';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCollection } from '../src/collection.ts';
import type { Mutant } from '../src/mutant.ts';
import { proveMutant, proveVariant } from '../src/prove.ts';

/** The checks of one area: the whole proof has a command of its own. */
let ratings: Catalogue;

beforeAll(async () => {
  const { checks, observers } = await readCatalogue();
  ratings = { checks: checks.filter(({ id }) => id.startsWith('rating')), observers };
});

function aboutRatings({ breaks }: Mutant): boolean {
  return breaks.every((id) => id.startsWith('ORF-RAT-'));
}

describe('a sample of the proof', () => {
  it('finds what servers get wrong about ratings, and nothing else', async () => {
    const { mutants } = await readCollection();
    const sample = mutants.filter(aboutRatings).slice(0, 3);
    expect(sample).toHaveLength(3);
    for (const mutant of sample) expect((await proveMutant(mutant, ratings)).faults, mutant.id).toEqual([]);
  });

  it('says of a mutant that survives, and of one that breaks more than it names', async () => {
    const { mutants } = await readCollection();
    const mutant = mutants.find((each) => aboutRatings(each) && each.breaks.length === 1);
    if (mutant === undefined) throw new Error('there is no mutant of ratings');
    const [broken = ''] = mutant.breaks;
    const faults = async (breaks: string[]) => (await proveMutant({ ...mutant, breaks }, ratings)).faults;
    expect(await faults([broken, 'ORF-RAT-999'])).toEqual(['ORF-RAT-999 was not found']);
    expect((await faults([]))[0]).toMatch(`${broken} fails as well`);
  });

  it('finds nothing wrong with servers that are only different', async () => {
    const { variants } = await readCollection();
    const variant = variants.find(({ id }) => id === 'own-members');
    if (variant === undefined) throw new Error('there is no such variant');
    const { faults } = await proveVariant(variant, ratings);
    expect(faults.filter((fault) => fault.includes(' is fail'))).toEqual([]);
  });
});
