import { objectOf, textOf } from '../json.ts';
import type { ApiDocument } from '../read/model.ts';
import { type GeneratedFile, header, literal } from './file.ts';

/**
 * The scopes that tokens of a security scheme may have. OpenAPI has no place for those of a bearer token, so they are
 * the words in backticks of the scheme's description, where readers find them too.
 */
export function scopesOf(api: ApiDocument, kind: string): string[] {
  const schemes = objectOf(objectOf(api.bundle.components).securitySchemes);
  const description = textOf(objectOf(schemes[kind]).description);
  return [...description.matchAll(/`([a-z_]+(?::[a-z_]+)?)`/g)].map(([, scope = '']) => scope);
}

/** Every scope that a retailer's token may have. */
export function emitScopes(api: ApiDocument): GeneratedFile {
  const text = `export const scopes = ${literal(scopesOf(api, 'bearer'))} as const;\n\nexport type Scope = (typeof scopes)[number];\n`;
  return { path: 'scopes.ts', text: header(api.source) + text };
}
