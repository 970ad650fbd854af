import { describe, expect, it } from 'vitest';
import { emitManifest } from '../src/emit/manifest.ts';
import { privateMembers } from '../src/emit/privacy.ts';
import { emitTypes } from '../src/emit/types.ts';
import { emitValidators } from '../src/emit/validators.ts';
import { bundle } from '../src/read/bundle.ts';
import { interpretDocument, readDocument } from '../src/read/document.ts';
import { compiled, documentOf, schemasOf, trapFile } from './trap.ts';

/** Generated types without blanks, from the fixture. */
async function typesOf(name: string): Promise<string> {
  return (await emitTypes(await schemasOf(name))).text.replaceAll(/\s+/g, ' ');
}

describe('types', () => {
  it('leave a member with a default optional', async () => {
    expect(await typesOf('defaults.yaml')).toContain('quantity?: number;');
  });

  it('are not readonly', async () => {
    expect(await typesOf('mutable.yaml')).toContain('evidence?: string[];');
    expect(await typesOf('mutable.yaml')).not.toContain('readonly');
  });

  it('allow x_ members without allowing any other name', async () => {
    const text = await typesOf('extensions.yaml');
    expect(text).toMatch(
      /Return: \{ id\?: string; map\?: \{ \[key: string\]: string; \}; \} & \{ \[key: `x_\$\{string\}`\]: unknown; \};/,
    );
    expect(text).not.toContain('OrfExtensionMember');
  });
});

describe('a bundle', () => {
  it('maps discriminators to named schemas, not to files', async () => {
    const document = await bundle(trapFile('mapping/openapi.yaml'));
    expect(document).toMatchObject({
      components: {
        schemas: {
          Choice: {
            discriminator: {
              mapping: {
                forward: '#/components/schemas/Forward',
                warehouse: '#/components/schemas/Warehouse',
              },
            },
          },
        },
      },
    });
  });

  it('keeps the tag in the types and out of what ajv throws on', async () => {
    const api = await readDocument(trapFile('mapping/openapi.yaml'));
    const { Choice } = await compiled({ ...api, webhooks: [{ type: 'choice', schema: 'Choice' }] });
    expect((await emitTypes(api)).text).toMatch(/kind: "forward"/);
    expect(
      [{ kind: 'forward' }, { kind: 'warehouse' }, { kind: 'else' }, {}, 'forward'].map((value) =>
        Choice?.(value),
      ),
    ).toEqual([true, true, false, false, false]);
  });
});

describe('the list of operations', () => {
  it('holds no operation of a webhook', async () => {
    const api = await readDocument(trapFile('webhook-operation.yaml'));
    expect(api.operations.map(({ id }) => id)).toEqual(['listReturns']);
    expect(emitManifest(api, '../').text).not.toContain('onReturnCreated');
    expect((await emitTypes(api)).text).toContain('onReturnCreated');
  });
});

describe('compiled validators', () => {
  it('import nothing', async () => {
    for (const { path, text } of emitValidators(await schemasOf('runtime-imports.yaml'), '../')) {
      if (path.endsWith('.js')) expect(text, path).not.toMatch(/\brequire\(|^import\b|\bimport\(/m);
    }
  });

  it('count characters and compare items with what they carry along', async () => {
    const { Named } = await compiled(await schemasOf('runtime-imports.yaml'));
    const given = [
      { name: '😀' },
      { name: '😀😀😀' },
      { name: 'abcd' },
      { parts: [{ a: [1] }, { a: [1] }] },
      { parts: [{ a: 1 }, { a: 2 }] },
      { parts: [1, 2, 3, 4] },
    ];
    expect(given.map((value) => Named?.(value))).toEqual([false, true, false, false, true, false]);
  });

  it('know a keyword from a member of the same name', async () => {
    const { Odd } = await compiled(await schemasOf('keyword-names.yaml'));
    expect(Odd?.({ example: 'a', discriminator: 1, 'x-own': true, properties: { $ref: 'a' } })).toBe(true);
    expect(Odd?.({ example: 'a', discriminator: 'b', 'x-own': true })).toBe(false);
    expect(Odd?.({ example: 'a', discriminator: 1 })).toBe(false);
  });

  it('never coerce', async () => {
    const { Counted } = await compiled(await schemasOf('coercion.yaml'));
    const given = [
      { count: 1 },
      { count: '1' },
      { count: 1.5 },
      { open: 'true' },
      { open: 1 },
      { names: 'a' },
      { count: null },
    ];
    expect(given.map((value) => Counted?.(value))).toEqual([true, false, false, false, false, false, false]);
    const sent = { count: '1' };
    Counted?.(sent);
    expect(sent).toEqual({ count: '1' });
  });

  const formats = [
    {
      member: 'instant',
      good: ['2028-02-29T23:59:59Z', '2027-01-01T00:00:00.123Z'],
      bad: [
        '2027-02-29T00:00:00Z',
        '2027-01-01T24:00:00Z',
        '2027-01-01T00:00:60Z',
        '2027-01-01T00:00:00+00:00',
        '2027-01-01T00:00:00z',
        '2027-01-01 00:00:00Z',
        '2027-13-01T00:00:00Z',
      ],
    },
    {
      member: 'date',
      good: ['2028-02-29', '2000-02-29'],
      bad: ['2027-02-29', '1900-02-29', '2027-04-31', '2027-00-10', '2027-1-1', '2027-01-01T00:00:00Z'],
    },
    {
      member: 'uuid',
      good: ['0192ab3c-0000-7000-8000-0123456789AB'],
      bad: ['urn:uuid:0192ab3c-0000-7000-8000-0123456789ab', '0192ab3c00007000800001234567890ab', 'x'],
    },
    {
      member: 'uri',
      good: ['https://e.test/a?b=%20#c', 'mailto:a@e.test'],
      bad: ['/relative', 'https://e.test/ä', 'https://e.test/a b', 'https://e.test/%2', 'https://'],
    },
    {
      member: 'email',
      good: ['a.b+c@e.test'],
      bad: [
        'a@b@c',
        'a@',
        '@e.test',
        'a@localhost',
        'a..b@e.test',
        'a@-e.test',
        'a b@e.test',
        `${'a'.repeat(65)}@e.test`,
      ],
    },
  ];
  it.each(formats)('are strict about $member', async ({ member, good, bad }) => {
    const { Formats } = await compiled(await schemasOf('lax-formats.yaml'));
    expect(good.filter((text) => !Formats?.({ [member]: text }))).toEqual([]);
    expect(bad.filter((text) => Formats?.({ [member]: text }))).toEqual([]);
  });

  it('are refused for a misspelled keyword, naming schema and keyword', async () => {
    const api = await schemasOf('strict-keywords.yaml');
    expect(() => emitValidators(api, '../')).toThrow(
      /trap\.yaml#\/components\/schemas\/Loose: .*"maxLenght"/,
    );
  });

  it('are refused for an unknown format', () => {
    const api = documentOf({ Shoe: { type: 'string', format: 'shoe-size' } });
    expect(() => emitValidators(api, '../')).toThrow(/schemas\/Shoe: .*shoe-size/);
  });
});

describe('closed validators', () => {
  it('find excess members that the compiler does not, also further down', async () => {
    const api = await schemasOf('composed.yaml');
    const [open, closed] = [await compiled(api), await compiled(api, { closed: true })];
    const rows = [{ id: 'a' }, { id: 'a', address: 'b' }, { inner: { a: 1, b: 2 } }];
    expect(rows.map((value) => open.Plain?.(value))).toEqual([true, true, true]);
    expect(rows.map((value) => closed.Plain?.(value))).toEqual([true, false, false]);
  });

  it('take the members of an extended schema for known', async () => {
    const { Extended } = await compiled(await schemasOf('composed.yaml'), { closed: true });
    expect(
      [
        { id: 'a', note: 'b' },
        { id: 'a', address: 'b' },
      ].map((value) => Extended?.(value)),
    ).toEqual([true, false]);
  });
});

describe('private members', () => {
  it('are found through lists, maps and unions, and once where a schema contains itself', async () => {
    expect(privateMembers(await schemasOf('recursive.yaml'), 'Node')).toEqual([
      { path: ['name'], class: 'personal' },
      { path: ['by_ref', '*', 'ref'], class: 'identifier' },
      { path: ['either', 'ref'], class: 'identifier' },
    ]);
  });
});

describe('a body that has no name', () => {
  it('is refused, naming the operation', () => {
    const get = {
      operationId: 'getThing',
      'x-orf-profile': 'core',
      security: [],
      responses: {
        '200': { description: 'It.', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    };
    const document = { paths: { '/things': { get } } };
    const root = { paths: { '/things': { $ref: 'paths/things.yaml#/things' } } };
    expect(() => interpretDocument(document, { source: 'spec/openapi.yaml', root })).toThrow(
      'spec/paths/things.yaml#/things/get/responses/200/content/application/json: must refer to a named schema',
    );
  });
});
