import type { Decision } from '@open-return-forwarding/protocol';
import { describe, expect, it } from 'vitest';
import { explainDecision } from '../../src/explanation/decision.ts';
import { decideMatch, type MatchQuestion } from '../../src/matching/choose.ts';
import type { MatchPolicy } from '../../src/matching/facts.ts';
import { readVectors } from '../pricing/read-vectors.ts';

type Input = { policy: string; question: MatchQuestion };
const vectors = readVectors<Input, never>('matching/decide.json');

/** The record of one of the published cases. */
function recordOf(name: string): Decision {
  const input = vectors.cases.find((each) => each.name === name)?.input;
  if (input === undefined) throw new Error(`there is no case "${name}"`);
  const {
    tally,
    code: _,
    ...answer
  } = decideMatch(vectors.policies?.[input.policy] as MatchPolicy, input.question);
  return {
    id: 'dec_1',
    kind: input.question.kind,
    decided_at: input.question.now,
    inputs: { sku: 'A', currency: 'EUR', ...tally },
    ...answer,
    policy_version: 1,
    digest: '0'.repeat(64),
  };
}

/** Whatever space a language puts between figure and currency. */
function headline(name: string, locale: string): string {
  return explainDecision(recordOf(name), locale).headline.replaceAll(/\s/g, ' ');
}

describe('a decision in words', () => {
  it.each([
    [
      'a buyer in the country clears the bar on the first day',
      'en',
      'Forwarded: worth €2.06 more than the warehouse; waiting was worth at most €1.80.',
    ],
    [
      'a buyer in the country clears the bar on the first day',
      'nl',
      'Doorgestuurd: € 2,06 meer waard dan het magazijn; wachten was hoogstens € 1,80 waard.',
    ],
    [
      'a buyer in the country clears the bar on the first day',
      'de',
      'Weitergeleitet: 2,06 € mehr wert als das Lager; Warten war höchstens 1,80 € wert.',
    ],
    [
      'a buyer in the country clears the bar on the first day',
      'fr',
      'Réexpédié : vaut 2,06 € de plus que l’entrepôt ; attendre valait au plus 1,80 €.',
    ],
    [
      'a pending order needs no bar when the listing opens',
      'en',
      'Forwarded: worth €0.26 more than the warehouse; it had no bar to reach.',
    ],
    [
      'a buyer abroad waits behind the bar',
      'en',
      'Not forwarded: worth €0.26 more than the warehouse, but waiting on is worth €1.80.',
    ],
    ['the sender does not buy the own item back', 'en', 'Not forwarded: the buyer is the sender.'],
    ['nothing to choose from', 'pl', 'Not forwarded: there was nothing to match.'],
  ])('%s, in %s', (name, locale, said) => {
    expect(headline(name, locale)).toBe(said);
  });

  it('shows every term of the value in money', () => {
    const { lines } = explainDecision(
      recordOf('a buyer in the country clears the bar on the first day'),
      'en',
    );
    expect(lines.map(({ code }) => code)).toEqual([
      'avoided',
      'costs',
      'odds',
      'expected',
      'demand',
      'considered',
    ]);
    expect(lines[0]?.text).toContain('return parcel €4.25, handling €2.50, new parcel €4.25');
    expect(lines[4]?.text).toBe(
      'Active listings of the article: 1. Orders a day: 0.8 in general, 0.1 that name a listing.',
    );
  });

  it('has a word for every reason in every language', () => {
    const unnamed = vectors.cases
      .flatMap(({ name }) => ['en', 'nl', 'de', 'fr'].map((locale) => headline(name, locale)))
      .filter((said) => said.includes('undefined') || said.includes('NaN'));
    expect(unnamed).toEqual([]);
  });
});
