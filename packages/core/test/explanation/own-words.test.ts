import { readFileSync } from 'node:fs';
import type { Locale, WordingPolicy } from '@open-return-forwarding/protocol';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explanation/explain.ts';
import { labelTexts } from '../../src/explanation/label-text.ts';
import { de } from '../../src/explanation/wording/de.ts';
import { en } from '../../src/explanation/wording/en.ts';
import { consumerForms } from '../../src/explanation/wording/forms.ts';
import { fr } from '../../src/explanation/wording/fr.ts';
import { nl } from '../../src/explanation/wording/nl.ts';
import { cases, request } from './vectors.ts';

const locales: readonly Locale[] = ['en', 'nl', 'de', 'fr'];

function inputOf(name: string): object {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.input;
}

/** What is said with a retailer's words, by code. */
function told(wording: WordingPolicy, ...patches: readonly object[]): ReadonlyMap<string, string> {
  const { headline, lines } = explain({ ...request(...patches), wording });
  return new Map([['headline', headline], ...lines.map(({ code, text }): [string, string] => [code, text])]);
}

describe('the retailer’s own words', () => {
  const german = (consumer: object): WordingPolicy => ({ de: { consumer } });

  it('stand in the place of the built-in ones, with what the sentence speaks of', () => {
    const own = german({
      headlines: { offered: 'Du hast die Wahl.' },
      lines: { offer_until: 'Bis zum {at}, du.', offer_window: '{days} lang. {days}!' },
      criteria: { grade_sufficient: 'Zustand: {grade}.' },
    });
    const said = told(own, { locale: 'de' });
    expect(said.get('headline')).toBe('Du hast die Wahl.');
    expect(said.get('offer_until')).toBe('Bis zum 3. März 2027 um 09:30 UTC, du.');
    expect(said.get('offer_window')).toBe('3 Tage lang. 3 Tage!');
    expect(said.get('condition')).toBe('Zustand: wie neu.');
    expect(said.get('no_buyer')).toBe(de.consumer.lines.no_buyer({}, de.say));
  });

  it('stand in the place of a reason for the warehouse', () => {
    const route = { destination: 'warehouse', reason_code: 'declined' };
    const own: WordingPolicy = { fr: { consumer: { routes: { declined: 'C’était votre choix.' } } } };
    const said = told(own, { locale: 'fr', return: { status: 'to_warehouse', route } });
    expect(said.get('declined')).toBe('C’était votre choix.');
  });

  it('are shown in their own language only', () => {
    expect(told(german({ headlines: { offered: 'Du hast die Wahl.' } })).get('headline')).toBe(
      en.consumer.headlines.offered,
    );
  });

  it('are what support reads out', () => {
    const own: WordingPolicy = { en: { consumer: { headlines: { offered: 'Your choice.' } } } };
    expect(told(own, { audience: 'support' }).get('tell_consumer')).toContain('Your choice.');
  });

  it('give way to the built-in sentence where there is nothing to put into them', () => {
    const own: WordingPolicy = { en: { consumer: { lines: { refund_posted: 'Done on {at}.' } } } };
    const posted = (at: object) => ({ return: { status: 'completed', refund: { status: 'posted', ...at } } });
    expect(told(own, posted({ posted_at: '2027-03-09T10:00:00Z' })).get('refund_posted')).toBe(
      'Done on 9 March 2027.',
    );
    expect(told(own, posted({})).get('refund_posted')).toBe('Your refund of €34.99 was carried out.');
  });

  it.each([
    ['a placeholder that there is not', { lines: { offer_until: 'Until {when}.' } }],
    ['a placeholder that is a member of every object', { lines: { offer_until: 'Until {constructor}.' } }],
    ['a code that there is not', { lines: { toString: 'x' }, criteria: { flag_refused: 'x' } }],
  ])('have no effect with %s', (_name, consumer) => {
    expect(told({ en: { consumer } })).toEqual(told({}));
  });

  it('cannot make a flag read otherwise than the value', () => {
    const own: WordingPolicy = { en: { consumer: { lines: { warehouse_as_usual: 'As always.' } } } };
    const silent = cases.filter(({ expected }) => expected.codes[0] === 'warehouse_as_usual');
    const texts = silent.map(({ input }) => [...told(own, input).values()].join('\n'));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('As always.');
  });

  it('have the same codes and placeholders in the standard', () => {
    const page = readFileSync(new URL('../../../../spec/standard/13-policy.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(headlines|lines|criteria|routes)` \| (.*) \| (.*) \|$/gm)];
    const codesIn = (text: string) => [...text.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code);
    const written = rows.flatMap(([, group, codes = '', names = '']) =>
      codesIn(codes).map(
        (code) => `${group} ${code} ${[...names.matchAll(/\{(\w+)\}/g)].map(([, n]) => n).sort()}`,
      ),
    );
    const known = Object.entries(consumerForms).flatMap(([group, forms]) =>
      Object.entries(forms).map(([code, { names }]) => `${group} ${code} ${[...names].sort()}`),
    );
    expect(written.toSorted()).toEqual(known.toSorted());
  });
});

describe('the address of the consumer', () => {
  const sentences = ({ consumer, say }: typeof de) => [
    ...Object.values(consumer.headlines),
    ...Object.values(consumer.routes),
    consumer.lines.ship_by({ at: '2027-03-01T09:00:00Z' }, say),
    consumer.lines.offer_until({ at: '2027-03-01T09:00:00Z' }, say),
  ];

  it.each([
    ['de', de, /(?<!\p{L})(du|dein\p{L}*|dir|dich)(?!\p{L})/iu],
    ['fr', fr, /(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/iu],
    ['nl', nl, /(?<!\p{L})(u|uw)(?!\p{L})/iu],
  ] as const)('is the same throughout in %s', (_locale, wording, other) => {
    expect(sentences(wording).filter((text) => other.test(text))).toEqual([]);
  });

  it('writes the first of a month in French as one does', () => {
    expect(fr.say.date('2027-03-01T09:00:00Z')).toBe('1er mars 2027');
    expect(fr.say.date('2027-03-11T09:00:00Z')).toBe('11 mars 2027');
  });
});

describe('the condition label of a listing', () => {
  it('is there in every language, in the retailer’s words where there are some', () => {
    const own: WordingPolicy = { de: { label_text: { open_box: 'Einmal ausgepackt' } } };
    const labels = labelTexts(own, 'open_box');
    expect(Object.keys(labels)).toEqual(locales);
    expect(labels).toMatchObject({ en: 'Open Box', de: 'Einmal ausgepackt' });
    expect(labelTexts(own, 'like_new').de).toBe('Wie neu');
  });
});

describe('a held refund', () => {
  it.each(locales)('names the day on which the review ends in %s', (locale) => {
    const said = told({}, inputOf('under review'), { locale });
    expect(said.get('refund_held')).toMatch(/15/);
  });
});
