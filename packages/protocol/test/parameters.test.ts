import { describe, expect, it } from 'vitest';
import { creating, problemOf, smallServer, validReturn } from './small-contract.ts';

const bearer = { headers: { authorization: 'Bearer all' } };

describe('parameters that are decoded', () => {
  const accepted = [
    { given: 'none', query: '', want: { limit: 25 } },
    { given: 'a limit', query: '?limit=100', want: { limit: 100 } },
    { given: 'a list of one', query: '?status=listed', want: { limit: 25, status: ['listed'] } },
    {
      given: 'a list',
      query: '?status=listed,completed',
      want: { limit: 25, status: ['listed', 'completed'] },
    },
    { given: 'a boolean', query: '?open=false', want: { limit: 25, open: false } },
    {
      given: 'an instant',
      query: '?from=2028-02-29T00:00:00Z',
      want: { limit: 25, from: '2028-02-29T00:00:00Z' },
    },
    { given: 'an own parameter', query: '?x_trace=1', want: { limit: 25 } },
  ];
  it.each(accepted)('$given', async ({ query, want }) => {
    const { app, calls } = smallServer();
    expect((await app.request(`/v1/returns${query}`, bearer)).status).toBe(200);
    expect(calls[0]?.request.query).toEqual(want);
    expect(calls[0]?.target).toBe(`/v1/returns${query}`);
  });

  it('takes the path apart and unescapes it', async () => {
    const { app, calls } = smallServer();
    await app.request('/v1/returns/a%2Fb%20c', bearer);
    expect(calls[0]?.request.path).toEqual({ return_id: 'a/b c' });
  });

  it.each(['k-1', '"k-1"'])('reads the Idempotency-Key %s as one key', async (key) => {
    const { app, calls } = smallServer();
    await app.request('/v1/returns', creating(validReturn, { 'idempotency-key': key }));
    expect(calls[0]?.request.headers).toEqual({ 'Idempotency-Key': 'k-1' });
  });
});

describe('parameters that are refused', () => {
  const refused = [
    { query: '?limit=0', parameter: 'limit', code: 'too_small' },
    { query: '?limit=101', parameter: 'limit', code: 'too_large' },
    { query: '?limit=1.0', parameter: 'limit', code: 'wrong_type' },
    { query: '?limit=01', parameter: 'limit', code: 'wrong_type' },
    { query: '?limit=%201', parameter: 'limit', code: 'wrong_type' },
    { query: '?limit=', parameter: 'limit', code: 'wrong_type' },
    { query: '?limit=1&limit=2', parameter: 'limit', code: 'not_unique' },
    { query: '?status=lost', parameter: 'status', code: 'not_in_enum' },
    { query: '?status=listed,listed,listed,listed', parameter: 'status', code: 'wrong_count' },
    { query: '?open=TRUE', parameter: 'open', code: 'wrong_type' },
    { query: '?from=2027-02-29T00:00:00Z', parameter: 'from', code: 'bad_format' },
    { query: '?from=2027-02-28T00:00:00%2B01:00', parameter: 'from', code: 'bad_format' },
    { query: '?sku=a', parameter: 'sku', code: 'bad_pattern' },
    { query: '?sku=AAAAAAAAAAAAA', parameter: 'sku', code: 'too_long' },
    { query: '?Limit=1', parameter: 'Limit', code: 'unknown_member' },
  ];
  it.each(refused)('$query: $code', async ({ query, parameter, code }) => {
    const { app, calls } = smallServer();
    const problem = await problemOf(await app.request(`/v1/returns${query}`, bearer));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_parameter', errors: [{ parameter, code }] });
    expect(calls).toEqual([]);
  });

  it('names all of them at once', async () => {
    const { app } = smallServer();
    const { errors } = await problemOf(await app.request('/v1/returns?nope=1&limit=x&open=1', bearer));
    expect(errors).toMatchObject([{ parameter: 'nope' }, { parameter: 'open' }, { parameter: 'limit' }]);
  });

  it('refuses a path value that the schema does not allow', async () => {
    const { app } = smallServer();
    const problem = await problemOf(await app.request('/v1/returns/r/label/gif', bearer));
    expect(problem).toMatchObject({ status: 400, errors: [{ parameter: 'format', code: 'not_in_enum' }] });
  });

  it('ignores unknown ones of a newer client', async () => {
    const { app } = smallServer();
    const response = await app.request('/v1/returns?later=1', {
      headers: { ...bearer.headers, 'orf-version': '1.3.0' },
    });
    expect(response.status).toBe(200);
  });
});
