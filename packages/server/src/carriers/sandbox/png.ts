import { renderAsync } from '@resvg/resvg-js';
import { BOLD_FONT, FONT_FAMILY, REGULAR_FONT } from './fonts.ts';
import { LABEL_HEIGHT, LABEL_WIDTH, type Mark, type TextMark } from './layout.ts';
import { code128Bars, type Dark, qrModules } from './symbols.ts';

/** The label as a PNG of one pixel per printer dot. */
export async function pngOf(marks: readonly Mark[]): Promise<Uint8Array> {
  const image = await renderAsync(svgOf(marks), {
    background: 'white',
    font: { loadSystemFonts: false, fontFiles: [REGULAR_FONT, BOLD_FONT], defaultFontFamily: FONT_FAMILY },
  });
  return image.asPng();
}

function svgOf(marks: readonly Mark[]): string {
  const size = `width="${LABEL_WIDTH}" height="${LABEL_HEIGHT}"`;
  const body = marks.map(elementOf).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT_FAMILY}">${body}</svg>`;
}

function elementOf(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return textElement(mark);
    case 'bar':
      return pathElement([mark]);
    case 'code128':
      return pathElement(code128Bars(mark));
    case 'qr':
      return pathElement(qrModules(mark));
    default: {
      const unknown: never = mark;
      throw new Error(`No such mark: ${JSON.stringify(unknown)}`);
    }
  }
}

function textElement(mark: TextMark): string {
  const attributes = [
    `x="${mark.x}" y="${mark.y}" font-size="${mark.size}"`,
    mark.bold ? 'font-weight="bold"' : '',
    mark.centred ? 'text-anchor="middle"' : '',
    mark.inverse ? 'fill="white"' : '',
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(mark.text)}</text>`;
}

function pathElement(dark: readonly Dark[]): string {
  const path = dark.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join('');
  return `<path d="${path}" shape-rendering="crispEdges"/>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
