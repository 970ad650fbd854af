import { en } from './en.ts';
import { criterionPlaceholders, essentialPlaceholders, linePlaceholders } from './placeholders.ts';

/** The placeholders that a sentence may have, and the one that it must have. */
export interface SentenceForm {
  readonly names: readonly string[];
  readonly essential?: string | undefined;
}

type Forms = Readonly<Record<string, SentenceForm>>;

/** Every sentence that a retailer may put in own words, as the policy groups them. */
export const consumerForms: Readonly<Record<'headlines' | 'lines' | 'criteria' | 'routes', Forms>> = {
  headlines: formsOf(Object.keys(en.consumer.headlines), {}),
  lines: formsOf(Object.keys(linePlaceholders), linePlaceholders),
  criteria: formsOf(Object.keys(criterionPlaceholders), criterionPlaceholders),
  routes: formsOf(Object.keys(en.consumer.routes), {}),
};

function formsOf(codes: readonly string[], placeholders: Readonly<Record<string, object>>): Forms {
  const essential: Readonly<Record<string, string>> =
    placeholders === linePlaceholders ? essentialPlaceholders : {};
  return Object.fromEntries(
    codes.map((code) => [code, { names: Object.keys(placeholders[code] ?? {}), essential: essential[code] }]),
  );
}
