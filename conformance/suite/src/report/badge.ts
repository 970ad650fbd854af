import { escaped } from './markup.ts';
import type { Report } from './report.ts';

const COLOURS = {
  certified: '#1a6e55',
  passed: '#6b6b1f',
  failed: '#9b2c2c',
  harness_error: '#5c5c5c',
} as const;

/** A report as a badge: what was certified, of which version. */
export function badge({ result, specification, release }: Report): string {
  const name = `ORF ${release ?? specification.version}`;
  const word = result.replace('_', ' ');
  const left = widthOf(name);
  const right = widthOf(word);
  const width = left + right;
  const label = escaped(`${name}: ${word}`);
  const text = (x: number, content: string) =>
    `<text x="${x}" y="14" text-anchor="middle">${escaped(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}">`,
    `<title>${label}</title>`,
    `<rect width="${width}" height="20" rx="3" fill="#33383a"/>`,
    `<path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="${COLOURS[result]}"/>`,
    '<g fill="#fff" font-family="DejaVu Sans,Verdana,sans-serif" font-size="11">',
    text(left / 2, name),
    text(left + right / 2, word),
    '</g></svg>\n',
  ].join('');
}

/** About what a text takes in this font, with room at both ends. */
function widthOf(text: string): number {
  return Math.round(text.length * 6.8 + 14);
}
