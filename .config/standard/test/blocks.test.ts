import { describe, expect, test } from 'vitest';
import { checklistBlock } from '../blocks/checklist.ts';
import { registryBlock } from '../blocks/registry.ts';
import { sequenceBlock } from '../blocks/sequence.ts';
import { fillBlocks } from '../blocks.ts';
import { exampleFaults, readSchemas } from '../examples.ts';
import { readPage } from '../files.ts';
import { readLifecycles } from '../lifecycles.ts';
import { linkFaults } from '../links.ts';
import { type Registry, registryFaults } from '../registries.ts';
import { sequences } from '../sequences.ts';

const file = 'spec/standard/annex-registries.md';

describe('a generated block', () => {
  const writers = { table: (name: string) => (name === 'return' ? 'NEW' : undefined) };
  const fill = (text: string) => fillBlocks({ file, text }, writers);

  test('is written anew between its marks, and nothing else is touched', () => {
    const { page, faults } = fill('a\n<!-- table: return -->\nold\nolder\n<!-- end -->\nb\n');
    expect(page.text).toBe('a\n<!-- table: return -->\nNEW\n<!-- end -->\nb\n');
    expect(faults).toEqual([]);
    expect(fill(page.text).page.text).toBe(page.text);
  });

  test('of a kind that somebody else writes stays as it is', () => {
    const text = '<!-- walkthrough: forward -->\nold\n<!-- end -->\n';
    expect(fill(text)).toEqual({ page: { file, text }, faults: [] });
  });

  test.each([
    ['without an end', '<!-- table: return -->\nold\n', 'has no `<!-- end -->`'],
    ['of an unknown name', '<!-- table: parcel -->\n<!-- end -->\n', 'there is no table named parcel'],
  ])('%s is found and left alone', (_, text, expected) => {
    const { page, faults } = fill(text);
    expect(page.text).toBe(text);
    expect(faults.map(({ place, message }) => `${place}: ${message}`).join()).toContain(`${file}:1: `);
    expect(faults.map(({ message }) => message).join()).toContain(expected);
  });
});

describe('a registry', () => {
  const registry: Registry = {
    name: 'Colour',
    description: 'What colour it has.',
    columns: ['value', 'meaning'],
    values: [
      { value: 'red', description: 'Like fire.' },
      { value: 'blue', description: 'Like | water.' },
    ],
  };
  const annex = (body: string) => ({ file, text: `<!-- registry: Colour -->\n${body}\n<!-- end -->\n` });
  const found = (text: string, given = registry) =>
    registryFaults({ file, text }, [given])
      .map(({ message }) => message)
      .join('\n');

  test('that the annex has written whole passes', () => {
    expect(found(annex(registryBlock([registry], 'Colour') ?? '').text)).toBe('');
  });

  test('without a block is found', () => {
    expect(found('# Registries\n')).toContain('the registry Colour is missing');
  });

  test('with a value that the prose lacks is found', () => {
    expect(found(annex('| `red` | Like fire. |').text)).toContain('Colour lacks `blue`');
  });

  test('with a value of which nothing says what it means is found', () => {
    const bare = { ...registry, values: [{ value: 'red', description: '' }] };
    expect(found(annex('`red`').text, bare)).toContain('nothing says what `red` of Colour means');
    expect(found(annex('`red`').text, { ...bare, description: '`red` is like fire.' })).toBe('');
  });
});

describe('an example in the prose', () => {
  const schemas = readSchemas([
    {
      info: { version: '1.0.0' },
      paths: {},
      components: {
        schemas: {
          Money: {
            type: 'object',
            required: ['amount'],
            properties: { amount: { type: 'integer' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
          },
        },
      },
    },
  ]);
  const found = (info: string, json: string) =>
    exampleFaults([{ file: 'README.md', text: `Text.\n\n\`\`\`${info}\n${json}\n\`\`\`\n` }], schemas)
      .map(({ place, message }) => `${place}: ${message}`)
      .join('\n');

  test('that is what its schema says passes; so does what is no JSON', () => {
    expect(found('json schema=Money', '{ "amount": 3499, "currency": "EUR" }')).toBe('');
    expect(found('http', 'GET /v1/returns')).toBe('');
  });

  test.each([
    [
      'that stops validating',
      'json schema=Money',
      '{ "amount": "3499" }',
      'README.md:3: the example is no Money; correct it: /amount type',
    ],
    ['that lacks a member', 'json schema=Money', '{ "currency": "EUR" }', 'required amount'],
    ['with a member that the contract has not', 'json schema=Money', '{ "amount": 1, "cents": 1 }', 'cents'],
    ['that names no schema', 'json', '{}', 'has to name the schema'],
    ['that names an unknown schema', 'json schema=Gold', '{}', 'there is no schema Gold'],
    ['that is no JSON', 'json schema=Money', '{ "amount": 1, }', 'cannot be parsed'],
  ])('%s is found', (_, info, json, expected) => {
    expect(found(info, json)).toContain(expected);
  });
});

describe('the main sequences', () => {
  const table = readLifecycles(readPage('spec/lifecycles.yaml').text);

  test.each(Object.keys(sequences))('%s has only rows of the table', (name) => {
    expect(sequenceBlock(table, name)).toContain('sequenceDiagram');
  });

  test('a row that the table has lost is found', () => {
    const { forward } = table.lifecycles;
    const transitions = forward?.transitions.filter(({ on }) => on !== 'scan_hand_in');
    const without = { ...table, lifecycles: { ...table.lifecycles, forward: { ...forward, transitions } } };
    expect(() => sequenceBlock(without as never, 'forward')).toThrow(
      '"forward scan_hand_in" in the state label_issued',
    );
  });
});

describe('a link', () => {
  const targets = {
    exists: (at: string) => at === 'spec/standard/a.md',
    anchors: () => new Set(['the-offer']),
  };
  const found = (text: string) =>
    linkFaults([{ file: 'spec/standard/a.md', text }], targets).map(
      ({ place, message }) => `${place}: ${message}`,
    );

  test('to a page, a heading or the net passes; code is no link', () => {
    expect(
      found(
        '[a](a.md) [b](#the-offer) [c](https://example.org/x) [d](../standard/a.md#the-offer) `[e](b.md)`',
      ),
    ).toEqual([]);
  });

  test('that leads nowhere is found', () => {
    expect(found('\n[a](b.md)')).toEqual([
      expect.stringContaining('spec/standard/a.md:2: the link b.md leads to no file'),
    ]);
    expect(found('[a](#the-order)')).toEqual([
      expect.stringContaining('leads to no heading of spec/standard/a.md'),
    ]);
  });
});

test('the check-list holds each sentence of a profile under its role', () => {
  const sentence = {
    id: 'ORF-GEN-001',
    keyword: 'MUST',
    text: 'It MUST.',
    anchor: 'standard/a.md#b',
    place: 'a:1',
  };
  const register = { 'ORF-GEN-001': { role: 'caller', profile: 'core' } };
  const at = (name: string) =>
    checklistBlock([sentence], register, { name, known: ['core', 'policy'], roles: ['provider', 'caller'] });
  expect(at('core')).toContain('**caller**\n\n- [ ] [ORF-GEN-001](a.md#b) It MUST.');
  expect(at('policy')).toContain('No requirement of its own.');
  expect(at('magic')).toBeUndefined();
});
