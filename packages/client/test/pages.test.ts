import { describe, expect, test } from 'vitest';
import { createClient, OrfAnswerError } from '../src/index.ts';
import { fakeServer, ok, type Scripted } from './fake-server.ts';

const page = (items: readonly string[], next_cursor: string | null) =>
  ok({ items: items.map((id) => ({ id })), next_cursor });

function clientOf(...script: readonly Scripted[]) {
  const { fetch, received } = fakeServer(...script);
  const queries = () => received.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
  return { queries, orf: createClient({ baseUrl: 'http://localhost:8787', token: 't', fetch }) };
}

describe('a list', () => {
  test('is read to its end, an empty page in the middle included, with the same filters', async () => {
    const { orf, queries } = clientOf(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
    const found: string[] = [];
    for await (const { id } of orf.all.listReturns({ query: { status: 'offered', limit: 2 } }))
      found.push(id);
    expect(found).toEqual(['a', 'b', 'c']);
    const filters = { status: 'offered', limit: '2' };
    expect(queries()).toEqual([filters, { ...filters, cursor: 'c1' }, { ...filters, cursor: 'c2' }]);
  });

  test('is read no further than it is needed', async () => {
    const { orf, queries } = clientOf(page(['a', 'b'], 'c1'));
    for await (const { id } of orf.all.listReturns()) if (id === 'b') break;
    expect(queries()).toHaveLength(1);
  });

  test('can be read page by page, from where a reader stopped', async () => {
    const events = ok({ items: [], next_cursor: null, resume_cursor: 'later' });
    const { orf, queries } = clientOf(events);
    const resume: string[] = [];
    for await (const { resume_cursor } of orf.pages.listEvents({ query: { cursor: 'stopped' } })) {
      resume.push(resume_cursor);
    }
    expect(resume).toEqual(['later']);
    expect(queries()).toEqual([{ cursor: 'stopped' }]);
  });

  test('that leads to itself does not go on for ever', async () => {
    const { orf } = clientOf(page(['a'], 'c1'), page(['b'], 'c1'), page(['b'], 'c1'));
    const read = async () => {
      for await (const { id } of orf.all.listReturns()) expect(id).toMatch(/[ab]/);
    };
    await expect(read()).rejects.toThrow(OrfAnswerError);
  });
});
