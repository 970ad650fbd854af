import { fileURLToPath } from 'node:url';
import { ConfigError } from '@open-return-forwarding/server';
import { describe, expect, it } from 'vitest';
import type { Line } from '../lines.ts';
import { UsageError } from '../options.ts';
import { pairsOf } from '../pairs.ts';
import { choosePolicy } from '../policy.ts';
import { returned, sale } from './lines.ts';

const choice = { file: undefined, currency: 'GBP', ignoreValue: false };
const policy = await choosePolicy(choice);

/** What is said of the pairs of these lines, in their order. */
const verdicts = (lines: Line[], setting = { policy, accept: 'all' as const }) =>
  pairsOf(lines, setting).map(({ verdict }) => verdict);

describe('the pairs of a file', () => {
  it.each([
    ['an order after the return', [returned(2), sale(3)], ['match']],
    [
      'an order of the same minute, further down',
      [returned(2), sale(3, { time: returned(2).time })],
      ['match'],
    ],
    ['an order before the return', [sale(2, { time: '2010-06-30T10:00:00Z' }), returned(3)], []],
    ['an order of the same minute, further up', [sale(2, { time: returned(3).time }), returned(3)], []],
    ['another article', [returned(2), sale(3, { sku: 'OTHER' })], []],
    ['the last second of the window', [returned(2), sale(3, { time: '2010-07-04T09:59:59Z' })], ['match']],
    ['the end of the window', [returned(2), sale(3, { time: '2010-07-04T10:00:00Z' })], []],
    ['the sender as the buyer', [returned(2), sale(3, { consumer_ref: 'sender-2' })], ['own_item']],
    ['a closed border', [returned(2), sale(3, { country: 'DE' })], ['cross_border_not_permitted']],
    [
      'an open border',
      [returned(2, { country: 'FR' }), sale(3, { country: 'DE' })],
      ['value_below_warehouse'],
    ],
    ['a country that is not served', [returned(2), sale(3, { country: 'NO' })], ['country_not_served']],
  ])('with %s', (_, lines, expected) => {
    expect(verdicts(lines)).toEqual(expected);
  });

  it('pairs every return with every order of the article', () => {
    expect(verdicts([returned(2), returned(3), sale(4), sale(5)])).toHaveLength(4);
  });

  it('knows no match where nobody accepts a forwarded item', () => {
    const setting = { policy, accept: 'none' as const };
    expect(pairsOf([returned(2), sale(3)], setting)[0]?.verdict).toBe('not_accepting');
  });

  it('takes the grades of the column where the file says who accepts', () => {
    const setting = { policy, accept: 'column' as const };
    const lines = [
      returned(2),
      sale(3, { accepts: ['open_box'] }),
      sale(4, { accepts: ['like_new'] }),
      sale(5),
    ];
    const said = pairsOf(lines, setting).map(({ verdict }) => verdict);
    expect(said).toEqual(['grade_not_accepted', 'match', 'not_accepting']);
  });
});

describe('ignoring value', () => {
  it('leaves no pair below its value or below the bar, and every other rule as it is', async () => {
    const without = await choosePolicy({ ...choice, ignoreValue: true });
    const dear = { amount: 5_000_000, currency: 'GBP' };
    const abroad = [returned(2, { country: 'FR' }), sale(3, { country: 'DE', unit_price: dear })];
    expect(verdicts(abroad, { policy: without, accept: 'all' })).toEqual(['match']);
    const closed = [returned(2), sale(3, { country: 'DE' }), sale(4, { consumer_ref: 'sender-2' })];
    expect(verdicts(closed, { policy: without, accept: 'all' })).toEqual([
      'cross_border_not_permitted',
      'own_item',
    ]);
  });
});

describe('a policy', () => {
  it('in another currency than the file is refused', async () => {
    const file = fileURLToPath(new URL('../../../spec/policies/default.yaml', import.meta.url));
    await expect(choosePolicy({ ...choice, file })).rejects.toThrow(UsageError);
  });

  it('that is none is refused', async () => {
    const file = fileURLToPath(new URL('../mapping.online-retail.yaml', import.meta.url));
    await expect(choosePolicy({ ...choice, file })).rejects.toThrow(ConfigError);
  });
});
