import { describe, expect, it } from 'vitest';
import { creating, problemOf, smallServer, validReturn } from './small-contract.ts';

const { app } = smallServer();

describe('a body that breaks the schema', () => {
  const refused = [
    {
      given: 'an unknown member',
      body: { ...validReturn, colour: 'red' },
      pointer: '/colour',
      code: 'unknown_member',
    },
    {
      given: 'an unknown member further down',
      body: { ...validReturn, ship_from: { name: 'A', country: 'NL', zip: 1 } },
      pointer: '/ship_from/zip',
      code: 'unknown_member',
    },
    {
      given: 'a missing member',
      body: { ...validReturn, external_id: undefined },
      pointer: '/external_id',
      code: 'missing_member',
    },
    {
      given: 'a wrong type',
      body: { ...validReturn, external_id: 7 },
      pointer: '/external_id',
      code: 'wrong_type',
    },
    {
      given: 'a number as text',
      body: { ...validReturn, quantity: '1' },
      pointer: '/quantity',
      code: 'wrong_type',
    },
    { given: 'no object', body: [], pointer: '', code: 'wrong_type' },
    {
      given: 'too short a text',
      body: { ...validReturn, external_id: '' },
      pointer: '/external_id',
      code: 'too_short',
    },
    {
      given: 'too long a text, in characters',
      body: { ...validReturn, ship_from: { name: '😀'.repeat(21), country: 'NL' } },
      pointer: '/ship_from/name',
      code: 'too_long',
    },
    {
      given: 'too small a number',
      body: { ...validReturn, quantity: 0 },
      pointer: '/quantity',
      code: 'too_small',
    },
    {
      given: 'too large a number',
      body: { ...validReturn, quantity: 2 },
      pointer: '/quantity',
      code: 'too_large',
    },
    {
      given: 'a wrong pattern',
      body: { ...validReturn, ship_from: { name: 'A', country: 'nl' } },
      pointer: '/ship_from/country',
      code: 'bad_pattern',
    },
    {
      given: 'too many items',
      body: { ...validReturn, evidence: Array(4).fill({ url: 'https://e.test/1' }) },
      pointer: '/evidence',
      code: 'wrong_count',
    },
    {
      given: 'a day that does not exist',
      body: { ...validReturn, delivered_on: '2027-02-29' },
      pointer: '/delivered_on',
      code: 'bad_format',
    },
    {
      given: 'an instant with an offset',
      body: { ...validReturn, purchased_at: '2027-03-01T09:30:00+01:00' },
      pointer: '/purchased_at',
      code: 'bad_format',
    },
    {
      given: 'no UUID',
      body: { ...validReturn, consumer_id: '{0}' },
      pointer: '/consumer_id',
      code: 'bad_format',
    },
    {
      given: 'an unknown variant',
      body: { ...validReturn, resolution: { type: 'gift' } },
      pointer: '/resolution/type',
      code: 'not_in_enum',
    },
    {
      given: 'a union without its tag',
      body: { ...validReturn, resolution: {} },
      pointer: '/resolution/type',
      code: 'missing_member',
    },
    {
      given: 'a member of another variant',
      body: { ...validReturn, resolution: { type: 'refund', value: 3 } },
      pointer: '/resolution/value',
      code: 'unknown_member',
    },
    {
      given: 'a member named __proto__',
      body: '{"__proto__":{}}',
      pointer: '/__proto__',
      code: 'unknown_member',
    },
    {
      given: 'the character NUL',
      body: '{"external_id":"a\\u0000"}',
      pointer: '/external_id',
      code: 'not_allowed',
    },
  ];
  it.each(refused)('$given: $code at $pointer', async ({ body, pointer, code }) => {
    const problem = await problemOf(await app.request('/v1/returns', creating(body)));
    expect(problem).toMatchObject({ status: 422, code: 'invalid_body', errors: [{ pointer, code }] });
    expect(problem.errors).toHaveLength(1);
  });

  it('names every violation, 20 at most, and repeats no value that was sent', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, 'Secret 1']));
    const response = await app.request(
      '/v1/returns',
      creating({ ...validReturn, ...many, external_id: ['Secret 2'] }),
    );
    const text = await response.text();
    expect(JSON.parse(text).errors).toHaveLength(20);
    expect(text).not.toContain('Secret');
  });
});

describe('members that are let through', () => {
  it('keeps own members under x_', async () => {
    const { app, calls } = smallServer();
    const body = {
      ...validReturn,
      x_note: { any: ['thing'] },
      ship_from: { ...validReturn.ship_from, x_floor: 3 },
    };
    expect((await app.request('/v1/returns', creating(body))).status).toBe(201);
    expect(calls[0]?.request.body).toEqual(body);
  });

  const versions = [
    { version: '1.3.0', status: 201 },
    { version: '1.2.9', status: 422 },
    { version: '1.2.0', status: 422 },
    { version: '2.0.0', status: 422 },
    { version: 'new', status: 422 },
  ];
  it.each(versions)('of a client of version $version: $status', async ({ version, status }) => {
    const { app, calls } = smallServer();
    const body = { ...validReturn, later: 1, ship_from: { ...validReturn.ship_from, 'a/b': 1 } };
    expect((await app.request('/v1/returns', creating(body, { 'orf-version': version }))).status).toBe(
      status,
    );
    if (status === 201) expect(calls[0]?.request.body).toEqual(validReturn);
  });

  it('still refuses what else is wrong in a newer client’s body', async () => {
    const { app } = smallServer();
    const body = { ...validReturn, later: 1, external_id: 7 };
    const problem = await problemOf(
      await app.request('/v1/returns', creating(body, { 'orf-version': '1.9.0' })),
    );
    expect(problem.errors).toMatchObject([{ pointer: '/external_id', code: 'wrong_type' }]);
  });

  it('hands the text of the body on, for the idempotency digest', async () => {
    const { app, calls } = smallServer();
    const text = ` ${JSON.stringify(validReturn)}\n`;
    await app.request('/v1/returns', creating(text));
    expect(calls[0]?.rawBody).toBe(text);
  });
});
