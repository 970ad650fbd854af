import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// A forwarded item is first-sale stock in like-new condition; these words say something else.
const banned =
  /\b(re-?commerce|second-?\s?hand|pre-?owned|pre-?loved|refurbished|used (?:articles?|clothes|clothing|condition|garments?|goods|items?|products?|stock))\b/i;

/** Where a word may stand, and why. */
const allowed: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^\.config\/words\.ts$/, 'this list'],
  [/^spec\/schemas\/return\.yaml$/, 'a disposition records what a retailer did with a return not forwarded'],
  [/(^|\/)generated\//, 'generated from that schema'],
  [/^spec\/(standard\/annex-registries\.md|releases\/)/, 'generated from that schema'],
  [
    /^spec\/standard\/(explanations|annex-explanations|13-policy)\.md$/,
    'the rules that forbid the words to everybody',
  ],
  [/^spec\/(requirements\.yaml|standard\/annex-checklist\.md)$/, 'made from these rules'],
  [/^spec\/vectors\/(explanation|policy)\//, 'the same rules, to be tested'],
  [/^packages\/core\/src\/policy\/wording\.ts$/, 'tells a retailer not to use the words'],
  [
    /^conformance\/(suite|proof)\/src\/(checks|mutants)\/returns\/explanations\.ts$/,
    'finds, or plants, the words',
  ],
  [/^examples\/python-server\/data\//, 'made from that schema'],
  [/\/test\//, 'tests that look for the words'],
];

const text = /\.(ts|js|mjs|json|ya?ml|md|html|csv)$/;
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => text.test(file) && !allowed.some(([path]) => path.test(file)));

for (const file of files) {
  for (const [index, line] of readLines(file)) {
    const found = banned.exec(line);
    if (found === null) continue;
    process.stderr.write(`${file}:${index + 1}: "${found[0]}"; say like_new, open_box or forwarded\n`);
    process.exitCode = 1;
  }
}

/** A file that somebody just deleted has no lines. */
function readLines(file: string): Iterable<[number, string]> {
  try {
    return readFileSync(file, 'utf8').split('\n').entries();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
