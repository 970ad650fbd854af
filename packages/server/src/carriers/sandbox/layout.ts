/** The label is A6 at 8 dots per millimetre (203 dpi), the grid of a label printer; every length is in whole dots. */
export const LABEL_WIDTH = 840;
export const LABEL_HEIGHT = 1184;
export const DOTS_PER_INCH = 203.2;

export interface TextMark {
  kind: 'text';
  x: number;
  /** The baseline. */
  y: number;
  size: number;
  text: string;
  bold?: boolean;
  /** Centred on the label; `x` is then the middle. */
  centred?: boolean;
  /** White, on a filled box. */
  inverse?: boolean;
}

export type Mark =
  | TextMark
  | { kind: 'bar'; x: number; y: number; width: number; height: number }
  | { kind: 'code128'; x: number; y: number; module: number; height: number; text: string }
  | { kind: 'qr'; x: number; y: number; module: number; text: string };

/** Everything that a label shows. No consumer is in it, and none can be. */
export interface LabelContent {
  tracking_number: string;
  drop_off_code: string;
  shipper: { name: string; street: string; postal_code: string; city: string; country: string };
  depot: string;
  weight_grams: number;
  reference: string;
  valid_until: string;
}

const LEFT = 56;
const RIGHT_COLUMN = 588;
const QR_COLUMN = 300;
/** S10 numbers take 156 modules in Code 128: 624 dots of 840, centred. */
const CODE128_X = 108;

/** The marks of a label, from top to bottom; the same for every format. */
export function layoutOf(content: LabelContent): Mark[] {
  return [
    ...frame(),
    ...header(),
    ...shipperBlock(content),
    ...routingBlock(content),
    ...dropOffBlock(content),
    ...barcodeBlock(content),
  ];
}

function frame(): Mark[] {
  const rule = (y: number): Mark => ({ kind: 'bar', x: 24, y, width: 792, height: 3 });
  const side = (x: number): Mark => ({ kind: 'bar', x, y: 24, width: 3, height: 1136 });
  return [side(24), side(813), ...[24, 136, 392, 548, 804, 1157].map(rule)];
}

function header(): Mark[] {
  return [
    { kind: 'text', x: LEFT, y: 82, size: 46, bold: true, text: 'Sandbox Carrier' },
    { kind: 'text', x: LEFT, y: 116, size: 22, text: 'Prepaid parcel' },
    { kind: 'bar', x: RIGHT_COLUMN, y: 48, width: 204, height: 64 },
    { kind: 'text', x: RIGHT_COLUMN + 13, y: 93, size: 36, bold: true, inverse: true, text: 'SANDBOX' },
  ];
}

function shipperBlock(content: LabelContent): Mark[] {
  const { shipper } = content;
  const width = RIGHT_COLUMN - LEFT - 24;
  const lines = [
    ...wrap(shipper.street, { size: 27, width, lines: 2 }),
    ...wrap(`${shipper.postal_code} ${shipper.city}`, { size: 27, width, lines: 1 }),
    oneLine(shipper.country),
  ];
  const name = wrap(shipper.name, { size: 30, width, lines: 2 });
  return [
    caption(LEFT, 168, 'Shipper and return address'),
    ...name.map(
      (text, at): Mark => ({ kind: 'text', x: LEFT, y: 208 + at * 35, size: 30, bold: true, text }),
    ),
    ...lines.map((text, at): Mark => {
      return { kind: 'text', x: LEFT, y: 208 + name.length * 35 + at * 33, size: 27, text };
    }),
    caption(RIGHT_COLUMN, 168, 'Weight'),
    {
      kind: 'text',
      x: RIGHT_COLUMN,
      y: 212,
      size: 36,
      bold: true,
      text: `${(content.weight_grams / 1000).toFixed(3)} kg`,
    },
  ];
}

function routingBlock(content: LabelContent): Mark[] {
  return [
    caption(LEFT, 424, 'Route to depot'),
    { kind: 'text', x: LEFT, y: 512, size: 84, bold: true, text: content.depot },
    { kind: 'text', x: 440, y: 484, size: 24, text: 'Delivery address is with' },
    { kind: 'text', x: 440, y: 514, size: 24, text: 'the carrier, not on the label.' },
  ];
}

function dropOffBlock(content: LabelContent): Mark[] {
  const reference = wrap(content.reference, { size: 24, width: 490, lines: 2 });
  return [
    { kind: 'qr', x: 72, y: 581, module: 9, text: content.drop_off_code },
    caption(QR_COLUMN, 588, 'Drop-off code'),
    { kind: 'text', x: QR_COLUMN, y: 636, size: 44, bold: true, text: content.drop_off_code },
    caption(QR_COLUMN, 676, 'Label valid until'),
    { kind: 'text', x: QR_COLUMN, y: 706, size: 26, text: instantText(content.valid_until) },
    caption(QR_COLUMN, 740, 'Reference'),
    ...reference.map((text, at): Mark => {
      return { kind: 'text', x: QR_COLUMN, y: 768 + at * 26, size: 24, text };
    }),
  ];
}

function barcodeBlock(content: LabelContent): Mark[] {
  const number = content.tracking_number;
  const spaced = number.replace(/^(..)(....)(....)(.)(..)$/, '$1 $2 $3 $4 $5');
  return [
    { kind: 'code128', x: CODE128_X, y: 836, module: 4, height: 208, text: number },
    { kind: 'text', x: LABEL_WIDTH / 2, y: 1090, size: 38, bold: true, centred: true, text: spaced },
    {
      kind: 'text',
      x: LABEL_WIDTH / 2,
      y: 1134,
      size: 20,
      centred: true,
      text: 'Sandbox label, not valid for carriage',
    },
  ];
}

function caption(x: number, y: number, text: string): Mark {
  return { kind: 'text', x, y, size: 20, text };
}

function instantText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** One printable line: no control character can reach a printer language or start a line of its own. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** The text in at most `lines` lines of `width` dots; what does not fit ends in an ellipsis. */
function wrap(text: string, room: { size: number; width: number; lines: number }): string[] {
  const lines: string[] = [];
  let rest = oneLine(text);
  while (rest !== '' && lines.length < room.lines) {
    const fitting = fittingLength(rest, room);
    const last = lines.length === room.lines - 1;
    if (fitting === rest.length) return [...lines, rest];
    if (last) return [...lines, `${rest.slice(0, fitting - 1).trimEnd()}…`];
    const space = rest.lastIndexOf(' ', fitting);
    const cut = space > 0 ? space : fitting;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

/** How many UTF-16 units of the text fit; characters are never split. */
function fittingLength(text: string, room: { size: number; width: number }): number {
  let used = 0;
  let length = 0;
  for (const character of text) {
    used += emsOf(character) * room.size;
    if (used > room.width) return length;
    length += character.length;
  }
  return length;
}

/** Upper bounds of DejaVu Sans Condensed Bold, so that a wrapped line fits in every format without measuring fonts. */
function emsOf(character: string): number {
  if (/[mwMW@%…]/.test(character)) return 1;
  if (/[ilj.,:;'’!| ]/.test(character)) return 0.4;
  if (/[\p{Lu}\d]/u.test(character)) return 0.78;
  return /[\p{Script=Latin}\p{P}]/u.test(character) ? 0.66 : 1;
}
