import { readCatalogue } from '@open-return-forwarding/conformance';
import { readCollection } from './collection.ts';
import { type Proof, proveMutant, proveVariant, referenceOf } from './prove.ts';

/** A process of its own that proves one server after the other: it is sent an id and answers a proof. */
const catalogue = await readCatalogue();
const { mutants, variants } = await readCollection();
const whole = process.argv.includes('--whole');
let reference: ReturnType<typeof referenceOf> | undefined;

process.on('message', (id: string) => {
  proofOf(id).then(
    (proof) => process.send?.(proof),
    (error: Error) =>
      process.send?.({ id, holds: false, faults: [error.stack ?? error.message], seconds: 0 }),
  );
});
process.send?.('ready');

async function proofOf(id: string): Promise<Proof> {
  const mutant = mutants.find((each) => each.id === id);
  if (mutant !== undefined) {
    if (whole) return proveMutant(mutant, catalogue);
    reference ??= referenceOf(catalogue);
    return proveMutant(mutant, catalogue, await reference);
  }
  const variant = variants.find((each) => each.id === id);
  if (variant !== undefined) return proveVariant(variant, catalogue);
  throw new Error(`there is no server ${id}`);
}
