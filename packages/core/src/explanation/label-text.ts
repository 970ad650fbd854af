import type { ConditionGrade, Locale, WordingPolicy } from '@open-return-forwarding/protocol';

const builtIn: Record<Locale, Record<ConditionGrade, string>> = {
  en: { like_new: 'Like New', open_box: 'Open Box' },
  nl: { like_new: 'Als nieuw', open_box: 'Geopende verpakking' },
  de: { like_new: 'Wie neu', open_box: 'Geöffnete Verpackung' },
  fr: { like_new: 'Comme neuf', open_box: 'Emballage ouvert' },
};

/** The condition label of a listing in every language: the policy's words, else the built-in ones. */
export function labelTexts(wording: WordingPolicy, grade: ConditionGrade): Record<Locale, string> {
  const text = (locale: Locale) => wording[locale]?.label_text?.[grade] ?? builtIn[locale][grade];
  return { en: text('en'), nl: text('nl'), de: text('de'), fr: text('fr') };
}
