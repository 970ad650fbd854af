import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formsOf, leakedWord } from '../src/label/leaks.ts';
import { labelText } from '../src/label/text.ts';
import type { Reply } from '../src/run/reply.ts';

function document(type: string, body: Buffer | string): Reply {
  const bytes = Buffer.from(body);
  const isText = Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
  const text = isText ? bytes.toString('utf8') : bytes.toString('base64');
  return { status: 200, headers: { 'content-type': type }, text, json: undefined, step: 0 };
}

function pdf(...streams: readonly (Buffer | string)[]): Buffer {
  const parts = streams.map((stream) =>
    Buffer.concat([
      Buffer.from('1 0 obj\n<< >>\nstream\n'),
      Buffer.from(stream),
      Buffer.from('\nendstream\nendobj\n'),
    ]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts, Buffer.from('%%EOF')]);
}

const MAP = `/CIDInit begincmap
1 beginbfchar
<0001> <004B>
endbfchar
2 beginbfrange
<0002> <0003> <0075>
<0004> <0005> [<0069> <0064>]
endbfrange
endcmap`;

describe('what can be read of a label', () => {
  it.each([
    ['plain fields of ZPL', 'application/zpl', '^XA^FT1,2^A0N,20^FDTilburg^FS^XZ', 'Tilburg'],
    ['fields with hexadecimal', 'application/zpl', '^XA^FH_^FDCaf_C3_A9_5F^FS^XZ', 'Café_'],
    ['fields with an indicator of their own', 'application/zpl', '^FH!^FDa!2Fb^FS', 'a/b'],
    ['barcodes of ZPL', 'application/zpl', '^BCN,100^FDCX12345^FS', 'CX12345'],
    ['strings of PDF', 'application/pdf', pdf('BT (Pakhuis\\(plein\\)) Tj ET'), 'Pakhuis(plein)'],
    ['compressed strings in pieces', 'application/pdf', pdf(deflateSync('[(Til) -20 (burg)] TJ')), 'Tilburg'],
    [
      'codes through the table of a font',
      'application/pdf',
      pdf(deflateSync(MAP), deflateSync('<000100020005> Tj')),
      'Kud',
    ],
  ])('%s', (_, type, body, expected) => {
    expect(labelText(document(type, body))).toContain(expected);
  });

  it.each([
    ['an image', 'image/png', 'Tilburg'],
    ['a page without text', 'application/pdf', pdf('0 0 10 10 re f')],
    ['fields without anything', 'application/zpl', '^XA^FD ^FS^XZ'],
  ])('nothing of %s', (_, type, body) => {
    expect(labelText(document(type, body))).toBeUndefined();
  });
});

describe('words that come out', () => {
  const word = 'Kwartelvinkstraat 4711';

  it.each([
    ['as they are', `{"at":"${word}"}`],
    ['without white space', 'Kwartelvinkstraat4711'],
    ['in a URL', `https://x.example/?at=${encodeURIComponent(word)}`],
    ['in a form', 'at=Kwartelvinkstraat+4711'],
    ...[0, 1, 2].map((before) => {
      const text = `${'"'.repeat(before)}${word}, NL`;
      return [`within base64, ${before} bytes after its beginning`, Buffer.from(text).toString('base64')];
    }),
    ['within base64 for URLs', Buffer.from(`{"a":"${word}"}`).toString('base64url')],
  ])('are found %s', (_, text) => {
    expect(leakedWord(text, ['Zwaluwenoord', word])).toBe(word);
  });

  it('are not found where only a part of them stands', () => {
    expect(leakedWord('Kwartelvinkstraat 12, 4711', [word])).toBeUndefined();
  });

  it('are looked for in base64 only if they are long enough to mean something there', () => {
    expect(formsOf('1015 CJ')).toEqual(['1015 CJ', '1015CJ', '1015%20CJ', '1015+CJ']);
  });
});
