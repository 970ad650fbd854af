import {
  certify,
  readCatalogue,
  specificationFolder,
  verifyReport,
} from '@open-return-forwarding/conformance';
import { expect, it } from 'vitest';
import { readCollection } from '../src/collection.ts';
import { startWorld } from '../src/world.ts';

it('finds a step that no life cycle has, tells the shortest way to it, and finds it again in the record', async () => {
  const { mutants } = await readCollection();
  const mutant = mutants.find(({ id }) => id === 'walks.withdrawn-in-spite-of-its-refusal');
  const { checks, observers } = await readCatalogue();
  const catalogue = { checks: checks.filter(({ id }) => id.startsWith('walks.')), observers };
  const specification = specificationFolder();
  const world = await startWorld(mutant);
  try {
    const { config, transport } = world;
    const commission = { config, transport, catalogue, specification, selection: [], seed: 'proof' };
    const report = await certify({ ...commission, onCheck: () => undefined });
    const [finding, ...others] = report.checks.flatMap(({ findings }) => findings);
    expect(others).toEqual([]);
    expect(finding?.requirement).toBe('ORF-GEN-006');
    const [told = '', ...script] = String(finding?.actual).split('\n');
    expect(told).toMatch('seed proof');
    const said = script.map((line) => line.replace(/^(\w+=)?.*?(\/v1|\/test-control)(\S*) .*$/, '$1$3'));
    expect(said).toEqual([
      `/reset'`,
      `return_1=/returns'`,
      `/returns/'"$return_1"'/route'`,
      `order_1=/orders'`,
      `listing_1=/returns/'"$return_1"''`,
      `/listings/'"$listing_1"'/withdraw'`,
    ]);
    expect(await verifyReport(report, { specification, ...catalogue })).toEqual([]);
  } finally {
    await world.close();
  }
});
