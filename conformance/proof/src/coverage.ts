import {
  type Catalogue,
  isAdvice,
  type Register,
  type Requirement,
  receiverCases,
} from '@open-return-forwarding/conformance';
import type { Collection } from './collection.ts';

/** A requirement, the pieces of the suite that assert it, and the broken servers that prove these. */
export interface Covered {
  readonly requirement: Requirement;
  /** Ids of checks and observers; for a receiver, how many cases there are. */
  readonly checks: readonly string[];
  readonly mutants: readonly string[];
}

/** Every requirement of the register once, in its order. */
export function covered(
  register: Register,
  { checks, observers }: Catalogue,
  { mutants }: Collection,
): Covered[] {
  const pieces = [...checks, ...observers];
  return [...register.values()].map((requirement) => {
    const { id } = requirement;
    const cases = receiverCases.filter((each) => each.requirement === id).length;
    return {
      requirement,
      checks: [
        ...pieces.filter(({ requirements }) => requirements.includes(id)).map((piece) => piece.id),
        ...(cases === 0 ? [] : [`receiver (${cases} cases)`]),
      ],
      mutants: mutants.filter(({ breaks }) => breaks.includes(id)).map((mutant) => mutant.id),
    };
  });
}

/** The coverage as a page of Markdown: what is checked, by what, and what proves that; then what is not, and why. */
export function coveragePage(all: readonly Covered[]): string {
  const checked = all.filter(({ checks }) => checks.length > 0);
  const others = all.filter(({ checks }) => checks.length === 0);
  const binding = checked.filter(({ requirement }) => !isAdvice(requirement) && isOfProvider(requirement));
  const proved = binding.filter(({ mutants }) => mutants.length > 0);
  return [
    '# What the suite covers',
    '',
    `${all.length} requirements; ${checked.length} have a check; of ${binding.length} that bind a provider and have one, ${proved.length} have a mutant.`,
    'Written by `pnpm conformance coverage` from the register, the checks and the mutants.',
    '',
    '## Checked',
    '',
    '| Requirement | Level | Checks | Mutants |',
    '| --- | --- | --- | --- |',
    ...checked.map(
      ({ requirement, checks, mutants }) =>
        `| ${linked(requirement)} | ${requirement.keyword} | ${listed(checks)} | ${listed(mutants)} |`,
    ),
    '',
    '## Not checked',
    '',
    '| Requirement | Level | Binds | Why |',
    '| --- | --- | --- | --- |',
    ...others.map(
      ({ requirement }) =>
        `| ${linked(requirement)} | ${requirement.keyword} | ${requirement.role} | ${cell(reasonOf(requirement))} |`,
    ),
    '',
  ].join('\n');
}

function isOfProvider({ role }: Requirement): boolean {
  return role === 'provider';
}

function reasonOf({ untestable }: Requirement): string {
  return untestable ?? '**no check yet**';
}

/** From a page in the folder of the proof. */
function linked({ id, anchor }: Requirement): string {
  return `[${id}](../../spec/${anchor})`;
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? '–' : ids.map((id) => `\`${id}\``).join('<br>');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
