import { LABEL_HEIGHT, LABEL_WIDTH, type Mark, type TextMark } from './layout.ts';

/** The label in ZPL II for a 203 dpi printer, which draws both symbols itself; UTF-8. */
export function zplOf(marks: readonly Mark[]): Uint8Array {
  const lines = ['^XA', '^CI28', `^PW${LABEL_WIDTH}`, `^LL${LABEL_HEIGHT}`, ...marks.map(fieldOf), '^XZ'];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function fieldOf(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return textField(mark);
    case 'bar':
      return `^FO${mark.x},${mark.y}^GB${mark.width},${mark.height},${Math.min(mark.width, mark.height)}^FS`;
    case 'code128':
      return `^FO${mark.x},${mark.y}^BY${mark.module}^BCN,${mark.height},N,N,N,A${data(mark.text)}`;
    case 'qr':
      return `^FO${mark.x},${mark.y}^BQN,2,${mark.module}${data(`QA,${mark.text}`)}`;
    default: {
      const unknown: never = mark;
      throw new Error(`No such mark: ${JSON.stringify(unknown)}`);
    }
  }
}

function textField(mark: TextMark): string {
  const block = mark.centred ? `^FB${LABEL_WIDTH},1,0,C` : '';
  const reverse = mark.inverse ? '^FR' : '';
  return `^FT${mark.centred ? 0 : mark.x},${mark.y}^A0N,${mark.size}${block}${reverse}${data(mark.text)}`;
}

/** Field data in which nothing can be read as a command: all but plain letters, digits and marks goes as `_` and hex. */
function data(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return `^FH_^FD${bytes.map(byteText).join('')}^FS`;
}

function byteText(byte: number): string {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9 .,:()/-]/.test(character)) return character;
  return `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
