import { describe, expect, test } from 'vitest';
import { readSentences } from '../sentences.ts';

const read = (text: string) => readSentences([{ file: 'spec/standard/05-returns.md', text }]);
const messages = (text: string) => read(text).faults.map(({ place, message }) => `${place}: ${message}`);

describe('a sentence of the prose', () => {
  test('is read with its key word, text and anchor, without the marks of Markdown', () => {
    const { sentences, faults } = read(
      [
        '# Returns',
        '',
        '## The offer',
        '',
        '- **A provider** MUST NOT [preselect](x.md) `forward`. (ORF-RET-007)',
      ].join('\n'),
    );
    expect(faults).toEqual([]);
    expect(sentences).toEqual([
      {
        id: 'ORF-RET-007',
        keyword: 'MUST NOT',
        text: 'A provider MUST NOT preselect `forward`.',
        anchor: 'standard/05-returns.md#the-offer',
        place: 'spec/standard/05-returns.md:5',
      },
    ]);
  });

  test.each([
    ['advice and permission', 'A caller SHOULD ask. (ORF-GEN-001)\nA caller MAY wait.'],
    [
      'key words that bind nobody',
      'The key words MUST and SHOULD are those of RFC 2119.\nA line with `MUST` has an id.',
    ],
    ['a diagram without a key word', '```mermaid\nstateDiagram-v2\n```'],
    ['a generated list that repeats sentences', '<!-- checklist: core -->\n| A MUST | B |\n<!-- end -->'],
    ['a mention of a sentence', 'A provider MUST answer. (ORF-GEN-001)\nWhy ORF-GEN-001 is so strict.'],
  ])('%s passes', (_, text) => {
    expect(messages(text)).toEqual([]);
  });

  test.each([
    [
      'a binding sentence without an id',
      'One.\nA provider MUST answer.',
      ':2: a sentence with MUST has no id',
    ],
    ['an id inside the sentence', 'A provider MUST answer (ORF-GEN-001).', 'the id has to end the line'],
    [
      'an id taken twice',
      'A MUST b. (ORF-GEN-001)\nC MUST d. (ORF-GEN-001)',
      ':2: ORF-GEN-001 is taken by spec/standard/05-returns.md:1',
    ],
    ['an id without a key word', 'MUST not\nbe so. (ORF-GEN-001)', 'ends a line without a key word'],
    ['two levels in one sentence', 'A MUST b and SHOULD c. (ORF-GEN-001)', 'mixes MUST, SHOULD'],
    [
      'two sentences in one line',
      'It waits. A provider MUST answer. (ORF-GEN-001)',
      'more than one sentence',
    ],
    ['an area that nobody knows', 'A MUST b. (ORF-XYZ-001)', 'unknown area'],
    ['a table that hides a key word', '| a | it MUST not |', 'a table holds the key word MUST'],
    ['a code block that hides a key word', '```text\nYou MUST\n```', 'a code holds the key word MUST'],
    ['a heading that binds', '## You MUST', 'a heading holds the key word MUST'],
    ['a mention of what does not exist', 'See ORF-GEN-009.', 'no sentence has this id'],
  ])('%s is found', (_, text, expected) => {
    expect(messages(text).join('\n')).toContain(expected);
  });
});
