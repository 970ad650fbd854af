import type { TokenizerAndRendererExtension } from 'marked';

const words =
  'MUST NOT|MUST|SHALL NOT|SHALL|REQUIRED|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|MAY|OPTIONAL';
const keywordHere = new RegExp(`^(?:${words})\\b`);
const keywordAhead = new RegExp(`\\b(?:${words})\\b`);

/** The key words of RFC 2119, set apart so that a reader sees at once what binds. */
export const keyword: TokenizerAndRendererExtension = {
  name: 'keyword',
  level: 'inline',
  start: (text) => ahead(text, keywordAhead),
  tokenizer: (text) => {
    const [raw] = keywordHere.exec(text) ?? [];
    return raw === undefined ? undefined : { type: 'keyword', raw };
  },
  renderer: ({ raw }) => `<b class="kw">${raw}</b>`,
};

const idHere = /^(\()?(ORF-[A-Z]{3}-\d{3})(?!\d)(\))?/;
const idAhead = /\(?\bORF-[A-Z]{3}-\d{3}/;

/** Ids of requirements, as links; brackets around one that ends a sentence are left to the style sheet. */
export function references(link: (id: string) => string): TokenizerAndRendererExtension {
  return {
    name: 'reference',
    level: 'inline',
    start: (text) => ahead(text, idAhead),
    tokenizer: (text) => {
      const [raw, open = '', id, close = ''] = idHere.exec(text) ?? [];
      if (raw === undefined || id === undefined) return undefined;
      // A bracket that closes elsewhere belongs to the text.
      if ((open === '') === (close === '')) return { type: 'reference', raw, id };
      return open === '' ? { type: 'reference', raw: id, id } : undefined;
    },
    renderer: ({ id }) => link(String(id)),
  };
}

function ahead(text: string, pattern: RegExp): number | undefined {
  const at = text.search(pattern);
  return at === -1 ? undefined : at;
}
