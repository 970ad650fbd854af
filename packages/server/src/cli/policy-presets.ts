import { policyPresets } from '@open-return-forwarding/protocol/policy-presets';
import { UsageError } from './usage-error.ts';

/** The presets by the names that a retailer knows them by; the first is what a new server starts with. */
const files: Readonly<Record<string, string>> = {
  'fashion-eu': 'default',
  'home-eu': 'home-eu',
  'uk-gbp': 'uk-gbp',
};

export const presetNames = Object.keys(files);

/** The annotated file of a preset. Throws UsageError. */
export function presetText(name: string): string {
  const text = Object.hasOwn(files, name) ? policyPresets[files[name] ?? ''] : undefined;
  if (text === undefined) {
    throw new UsageError(`There is no preset "${name}". There are: ${presetNames.join(', ')}.`);
  }
  return text;
}
