import { inflateSync } from 'node:zlib';
import type { Reply } from '../run/reply.ts';

/**
 * Everything that can be read of a label's document: ZPL whole, its barcodes included; of PDF the text of its content
 * streams, compressed or not, through the tables that come with its fonts. Images and drawn symbols are not decoded.
 * Undefined where nothing could be read.
 */
export function labelText(reply: Reply): string | undefined {
  const type = reply.headers['content-type'] ?? '';
  const text = type.startsWith('application/pdf') ? pdfText(bytesOf(reply)) : undefined;
  const found = type.startsWith('application/zpl') ? zplText(reply.text) : text;
  return found?.trim() === '' ? undefined : found;
}

/** A body that is no text is recorded as base64. */
function bytesOf({ text }: Reply): Buffer {
  return text.startsWith('%PDF') ? Buffer.from(text, 'utf8') : Buffer.from(text, 'base64');
}

/** Field data line by line; what is written as hex is read by the indicator that its field names. */
function zplText(zpl: string): string {
  const fields = zpl.matchAll(/(?:\^FH(.)?)?\^F[DV]([\s\S]*?)\^FS/g);
  return [...fields].map(([whole, sign, data = '']) => unescaped(data, whole, sign)).join('\n');
}

function unescaped(data: string, whole: string, sign: string | undefined): string {
  if (!whole.startsWith('^FH')) return data;
  const mark = sign ?? '_';
  const bytes: number[] = [];
  for (let at = 0; at < data.length; at += 1) {
    const hex = data[at] === mark ? /^[0-9A-Fa-f]{2}/.exec(data.slice(at + 1))?.[0] : undefined;
    if (hex === undefined) bytes.push(...Buffer.from(data[at] ?? '', 'utf8'));
    else {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

function pdfText(pdf: Buffer): string {
  const streams = streamsOf(pdf);
  const tables = streams.filter((stream) => stream.includes('begincmap')).map(tableOf);
  const contents = streams.filter((stream) => !stream.includes('begincmap') && /\bT[jJ]\b/.test(stream));
  const readings = [undefined, ...tables].map((table) =>
    contents.map((content) => shownIn(content, table)).join('\n'),
  );
  return readings.join('\n');
}

function streamsOf(pdf: Buffer): string[] {
  const streams: string[] = [];
  let from = pdf.indexOf('stream');
  while (from >= 0) {
    const start = from + (pdf.toString('latin1', from + 6, from + 8) === '\r\n' ? 8 : 7);
    const end = pdf.indexOf('endstream', start);
    if (end < 0) break;
    const bytes = pdf.subarray(start, end);
    streams.push(inflated(bytes).toString('latin1'));
    from = pdf.indexOf('stream', end + 9);
  }
  return streams;
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { finishFlush: 2 });
  } catch {
    return bytes;
  }
}

type Table = ReadonlyMap<string, string>;

/** Which code of a font stands for which text. */
function tableOf(map: string): Table {
  const table = new Map<string, string>();
  const pairs = map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g);
  for (const [, body = ''] of pairs) {
    for (const [, code = '', text = ''] of body.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      table.set(code.toLowerCase(), unicode(text));
  }
  for (const [, body = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) addRanges(table, body);
  return table;
}

function addRanges(table: Map<string, string>, body: string): void {
  const ranges = body.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:\[([^\]]*)\]|<([0-9a-fA-F]+)>)/g);
  for (const [, first = '', last = '', list, start = ''] of ranges) {
    const listed = [...(list ?? '').matchAll(/<([0-9a-fA-F]+)>/g)].map(([, text = '']) => unicode(text));
    const from = Number.parseInt(first, 16);
    const count = Math.min(Number.parseInt(last, 16) - from, 0xffff);
    for (let step = 0; step <= count; step += 1) {
      const code = (from + step).toString(16).padStart(first.length, '0');
      const text =
        list === undefined
          ? String.fromCodePoint((Number.parseInt(start, 16) + step) % 0x110000)
          : listed[step];
      if (text !== undefined) table.set(code, text);
    }
  }
}

function unicode(hex: string): string {
  const units = hex.match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

/** Text that a content stream shows: strings as they stand, hexadecimal ones by the table; a line per operator. */
function shownIn(content: string, table: Table | undefined): string {
  const operators = content.matchAll(/(\[(?:[^\]\\]|\\.)*\]|\((?:[^)\\]|\\.)*\)|<[0-9a-fA-F\s]*>)\s*T[jJ]/g);
  return [...operators].map(([, operand = '']) => operandText(operand, table)).join('\n');
}

function operandText(operand: string, table: Table | undefined): string {
  const parts = operand.matchAll(/\(((?:[^)\\]|\\.)*)\)|<([0-9a-fA-F\s]*)>/g);
  return [...parts]
    .map(([, literal, hex]) =>
      literal === undefined ? byTable(hex ?? '', table) : literal.replace(/\\(.)/g, '$1'),
    )
    .join('');
}

function byTable(hex: string, table: Table | undefined): string {
  const digits = hex.replace(/\s/g, '').toLowerCase();
  if (table === undefined) return Buffer.from(digits, 'hex').toString('latin1');
  const width = [...table.keys()][0]?.length ?? 4;
  const codes = digits.match(new RegExp(`.{${width}}`, 'g')) ?? [];
  return codes.map((code) => table.get(code) ?? '').join('');
}
