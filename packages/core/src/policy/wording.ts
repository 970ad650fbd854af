import type {
  ConsumerTexts,
  LocaleWording,
  PolicyFinding,
  PolicySettings,
} from '@open-return-forwarding/protocol';
import { localeValues } from '@open-return-forwarding/protocol';
import { consumerForms, type SentenceForm } from '../explanation/wording/forms.ts';
import { placeholdersIn } from '../explanation/wording/reworded.ts';
import { closest } from './did-you-mean.ts';
import { anError, aWarning, type PolicyRule, token } from './finding.ts';

/** The retailer's sentences stand under codes that there are, speak of what there is, and call the item what it is. */
export const wordingRules: readonly PolicyRule[] = [
  { reads: ['/wording'], find: findUnknownLocales },
  { reads: ['/wording'], find: findSentences },
  { reads: ['/wording'], find: findDiscouraged },
];

function findUnknownLocales({ wording }: PolicySettings): PolicyFinding[] {
  return Object.keys(wording).flatMap((locale) => {
    if (localeValues.some((known) => known === locale)) return [];
    const meant = localeValues.find((known) => known === locale.slice(0, 2).toLowerCase());
    return [
      aWarning('wording_locale_unknown', {
        pointer: `/wording/${token(locale)}`,
        detail: `No text is ever shown in \`${locale}\`; there are ${localeValues.join(', ')}.`,
        suggestion: meant === undefined ? 'Remove it.' : `Did you mean \`${meant}\`?`,
      }),
    ];
  });
}

type Group = keyof typeof consumerForms;

/** Each of the retailer's sentences with its place. */
function sentences({ wording }: PolicySettings) {
  return Object.entries(wording).flatMap(([locale, { consumer }]) =>
    (Object.keys(consumerForms) as Group[]).flatMap((group) =>
      Object.entries(textsOf(consumer, group)).map(([code, text]) => ({
        group,
        code,
        text,
        locale,
        pointer: `/wording/${token(locale)}/consumer/${group}/${token(code)}`,
      })),
    ),
  );
}

function textsOf(consumer: ConsumerTexts | undefined, group: Group): Readonly<Record<string, string>> {
  return consumer?.[group] ?? {};
}

function findSentences(settings: PolicySettings): PolicyFinding[] {
  return sentences(settings).flatMap(({ group, code, text, pointer }) => {
    const forms = consumerForms[group];
    const form = Object.hasOwn(forms, code) ? forms[code] : undefined;
    if (form === undefined) return [unknownCode(pointer, code, Object.keys(forms))];
    return [...unknownPlaceholders(text, form, pointer), ...missingPlaceholder(text, form, pointer)];
  });
}

function unknownCode(pointer: string, code: string, known: readonly string[]): PolicyFinding {
  const meant = closest(code, known);
  return anError('wording_code_unknown', {
    pointer,
    detail: `There is no sentence \`${code}\` here.`,
    suggestion: meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`,
  });
}

function unknownPlaceholders(text: string, { names }: SentenceForm, pointer: string): PolicyFinding[] {
  return placeholdersIn(text)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = closest(name, names) ?? (names.length === 1 ? names[0] : undefined);
      const known = names.map((each) => `{${each}}`).join(', ');
      const otherwise =
        names.length === 0 ? 'This sentence has none: write it without.' : `There are: ${known}.`;
      return anError('wording_placeholder_unknown', {
        pointer,
        detail: `Nothing is known to put in the place of {${name}}.`,
        suggestion: meant === undefined ? otherwise : `Did you mean {${meant}}?`,
      });
    });
}

function missingPlaceholder(text: string, { essential }: SentenceForm, pointer: string): PolicyFinding[] {
  if (essential === undefined || placeholdersIn(text).includes(essential)) return [];
  return [
    anError('wording_placeholder_missing', {
      pointer,
      detail: `The sentence has to say {${essential}}: the consumer relies on it.`,
      suggestion: `Put {${essential}} in its place.`,
    }),
  ];
}

/** Forwarding sells a unit as new or as opened, and is a return: these words would tell a buyer something else. */
const discouraged: Readonly<Record<string, RegExp>> = {
  en: /\b(used|pre-?owned|second-?\s?hand|refurbished|recommerce)\b/i,
  nl: /\b(gebruikte?|tweedehands|refurbished|recommerce)\b/i,
  de: /\b(gebrauchte?[nrs]?|second-?\s?hand|generalüberholt\w*|aufbereitet\w*|refurbished|recommerce)\b/i,
  fr: /(\bd['’]occasion\b|\busagée?s?|\bseconde main\b|\breconditionnée?s?|\brefurbished\b|\brecommerce\b)/i,
};

function findDiscouraged(settings: PolicySettings): PolicyFinding[] {
  const own = sentences(settings).map(({ locale, text, pointer }) => ({ locale, text, pointer }));
  const labels = Object.entries(settings.wording).flatMap(([locale, words]) => labelsOf(locale, words));
  return [...labels, ...own].flatMap(({ locale, text, pointer }) => {
    const word = Object.hasOwn(discouraged, locale) ? discouraged[locale]?.exec(text)?.[0] : undefined;
    if (word === undefined) return [];
    return [
      aWarning('wording_discouraged', {
        pointer,
        detail: `“${word}” says more than is known: the item was never taken into use, and is forwarded.`,
        suggestion: 'Speak of an item that is like new, or of an opened box.',
      }),
    ];
  });
}

function labelsOf(locale: string, { label_text = {} }: LocaleWording) {
  return Object.entries(label_text).map(([grade, text]) => ({
    locale,
    text,
    pointer: `/wording/${token(locale)}/label_text/${grade}`,
  }));
}
