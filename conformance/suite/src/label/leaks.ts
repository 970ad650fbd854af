/** Every way in which a word is looked for: as it is, without white space, URL-encoded, and within base64. */
export function formsOf(word: string): readonly string[] {
  const held = cache.get(word);
  if (held !== undefined) return held;
  const plain = [word, word.replaceAll(' ', '')];
  const encoded = [encodeURIComponent(word), word.replaceAll(' ', '+')];
  const forms = [...new Set([...plain, ...encoded, ...(word.length < 8 ? [] : inBase64(word))])];
  cache.set(word, forms);
  return forms;
}

const cache = new Map<string, readonly string[]>();

/** What stays the same of a word in base64 wherever it stands, in both alphabets. */
function inBase64(word: string): string[] {
  const standard = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(word, 'utf8')]);
    const from = Math.ceil((offset * 8) / 6);
    return bytes.toString('base64').slice(from, Math.floor((bytes.length * 8) / 6));
  });
  return [...standard, ...standard.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The first of these words that a text holds in any form. */
export function leakedWord(text: string, words: readonly string[]): string | undefined {
  return words.find((word) => formsOf(word).some((form) => text.includes(form)));
}
