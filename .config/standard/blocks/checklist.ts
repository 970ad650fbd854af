import type { Sentence } from '../sentences.ts';

/** What the check-list needs of an entry of the register. */
export interface Entry {
  readonly role?: string | null;
  readonly profile?: string | null;
  readonly untestable?: string | null;
}

/**
 * The requirements of a profile as a list to tick off, for each role those that bind and then those that advise.
 * Undefined if nobody knows the profile.
 */
export function checklistBlock(
  sentences: readonly Sentence[],
  register: Readonly<Record<string, Entry>>,
  profile: { readonly name: string; readonly known: readonly string[]; readonly roles: readonly string[] },
): string | undefined {
  if (!profile.known.includes(profile.name)) return undefined;
  const own = sentences.filter(({ id }) => register[id]?.profile === profile.name);
  const parts = profile.roles.flatMap((role) => {
    const items = own.filter(({ id }) => register[id]?.role === role).sort(byId);
    return items.length === 0 ? [] : [`**${role}**`, '', ...items.map(item), ''];
  });
  return ['', ...(parts.length === 0 ? ['No requirement of its own.', ''] : parts)].join('\n');
}

/** How many requirements each profile has, by how much they bind. */
export function summaryBlock(
  sentences: readonly Sentence[],
  register: Readonly<Record<string, Entry>>,
  profiles: readonly string[],
): string {
  const levels = [/^(MUST|SHALL|REQUIRED)/, /^(NOT )?(SHOULD|RECOMMENDED)/, /^(MAY|OPTIONAL)/];
  const row = (name: string, own: readonly Sentence[]) => {
    const counts = levels.map((level) => own.filter(({ keyword }) => level.test(keyword)).length);
    const tested = own.filter(({ id }) => !register[id]?.untestable).length;
    return `| ${[name, ...counts, own.length, tested].join(' | ')} |`;
  };
  const rows = profiles.map((profile) =>
    row(
      `\`${profile}\``,
      sentences.filter(({ id }) => register[id]?.profile === profile),
    ),
  );
  const head = [
    '| profile | MUST | SHOULD | MAY | all | can be tested |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return ['', ...head, ...rows, row('all', sentences), ''].join('\n');
}

function item({ id, text, anchor }: Sentence): string {
  return `- [ ] [${id}](${anchor.replace(/^standard\//, '')}) ${text}`;
}

const byId = (left: Sentence, right: Sentence) => (left.id < right.id ? -1 : 1);
