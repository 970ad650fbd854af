import type { Token } from 'marked';

const annotation = /^<!--\s*(?:schema|validates?|json)\s*[:=]\s*([A-Za-z0-9]+)\s*-->\s*$/;

/** Hands the schema that a comment names to the block of code right below it: ```` ```json schema=Return ````. */
export function annotate<Tokens extends readonly Token[]>(tokens: Tokens): Tokens {
  let named: string | undefined;
  for (const token of tokens) {
    if (token.type === 'code' && named !== undefined) token.lang = `${token.lang ?? ''} schema=${named}`;
    if (token.type !== 'space')
      named = token.type === 'html' ? annotation.exec(token.raw.trim())?.[1] : undefined;
    if ('tokens' in token && token.tokens) annotate(token.tokens);
    if (token.type === 'list') for (const item of token.items) annotate(item.tokens);
  }
  return tokens;
}

/** The words of a line, without what marks them. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token && token.tokens ? plainText(token.tokens) : 'text' in token ? token.text : token.raw,
    )
    .join('');
}
