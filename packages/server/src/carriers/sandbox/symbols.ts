import bwip from 'bwip-js/node';

/** A black rectangle in dots. */
export interface Dark {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The bars of a Code 128 symbol. */
export function code128Bars(mark: {
  x: number;
  y: number;
  module: number;
  height: number;
  text: string;
}): Dark[] {
  const [symbol] = bwip.raw('code128', mark.text, {});
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('The text has no Code 128 symbol.');
  const bars: Dark[] = [];
  let x = mark.x;
  for (const [at, modules] of symbol.sbs.entries()) {
    const width = modules * mark.module;
    if (at % 2 === 0) bars.push({ x, y: mark.y, width, height: mark.height });
    x += width;
  }
  return bars;
}

/** The dark modules of a QR code with error correction Q, runs of a row joined. */
export function qrModules(mark: { x: number; y: number; module: number; text: string }): Dark[] {
  const [symbol] = bwip.raw('qrcode', mark.text, 'eclevel=Q');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('The text has no QR symbol.');
  const { pixs, pixx } = symbol;
  const dark: Dark[] = [];
  for (const [at, pixel] of pixs.entries()) {
    if (pixel !== 1) continue;
    const x = mark.x + (at % pixx) * mark.module;
    const y = mark.y + Math.floor(at / pixx) * mark.module;
    const previous = dark.at(-1);
    if (previous !== undefined && previous.y === y && previous.x + previous.width === x) {
      previous.width += mark.module;
    } else {
      dark.push({ x, y, width: mark.module, height: mark.module });
    }
  }
  return dark;
}
