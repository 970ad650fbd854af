import PDFDocument from 'pdfkit';
import { BOLD_FONT, REGULAR_FONT } from './fonts.ts';
import { DOTS_PER_INCH, LABEL_HEIGHT, LABEL_WIDTH, type Mark, type TextMark } from './layout.ts';
import { code128Bars, type Dark, qrModules } from './symbols.ts';

type Page = InstanceType<typeof PDFDocument>;

const POINTS_PER_DOT = 72 / DOTS_PER_INCH;
/** Documents carry a date of making; a fixed one keeps the bytes of a label the same for ever. */
const MADE = new Date('2000-01-01T00:00:00Z');

/** The label as a one-page PDF of A6, vectors only. */
export async function pdfOf(marks: readonly Mark[]): Promise<Uint8Array> {
  const page = new PDFDocument({
    size: [LABEL_WIDTH * POINTS_PER_DOT, LABEL_HEIGHT * POINTS_PER_DOT],
    margin: 0,
    info: { Title: 'Shipping label', Creator: 'Sandbox Carrier', CreationDate: MADE },
    font: REGULAR_FONT,
  });
  const bytes = bytesOf(page);
  page.scale(POINTS_PER_DOT);
  for (const mark of marks) draw(page, mark);
  page.end();
  return bytes;
}

function bytesOf(page: Page): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
  });
}

function draw(page: Page, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      drawText(page, mark);
      break;
    case 'bar':
      fill(page, [mark]);
      break;
    case 'code128':
      fill(page, code128Bars(mark));
      break;
    case 'qr':
      fill(page, qrModules(mark));
      break;
    default: {
      const unknown: never = mark;
      throw new Error(`No such mark: ${JSON.stringify(unknown)}`);
    }
  }
}

function drawText(page: Page, mark: TextMark): void {
  page.font(mark.bold ? BOLD_FONT : REGULAR_FONT).fontSize(mark.size);
  const shift = mark.centred ? page.widthOfString(mark.text) / 2 : 0;
  page.fillColor(mark.inverse ? 'white' : 'black');
  page.text(mark.text, mark.x - shift, mark.y, { baseline: 'alphabetic', lineBreak: false });
}

function fill(page: Page, dark: readonly Dark[]): void {
  for (const { x, y, width, height } of dark) page.rect(x, y, width, height);
  page.fill('black');
}
