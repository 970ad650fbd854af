import { BinaryBitmap, Code128Reader, HybridBinarizer, RGBLuminanceSource } from '@zxing/library';
import fc from 'fast-check';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import {
  type CreatedLabel,
  type LabelFormat,
  LabelRefused,
  type LabelRequest,
} from '../../src/carrier-port.ts';
import { isS10Number } from '../../src/carriers/barcodes.ts';
import {
  createSandboxCarrier,
  REFUSED_STREET_2,
  VOIDS_LATER_STREET_2,
} from '../../src/carriers/sandbox/carrier.ts';

const carrier = createSandboxCarrier();

function consumer(canary: string, country: string) {
  return {
    name: `${canary}NAME`,
    street: `${canary}STREET 7`,
    street_2: `${canary}FLOOR`,
    postal_code: `${canary}CODE`,
    city: `${canary}CITY`,
    country,
    email: `${canary.toLowerCase()}@mail.example`,
    phone: '+31600000042',
  };
}

function request(change: Partial<LabelRequest> = {}): LabelRequest {
  return {
    key: 'forward-1/label-1',
    shipper: {
      name: 'Linden & Loom',
      street: 'Kade 4',
      postal_code: '5211 TC',
      city: 'Den Bosch',
      country: 'NL',
    },
    sender: consumer('QSENDERQ', 'NL'),
    recipient: consumer('QBUYERQ', 'BE'),
    weight_grams: 850,
    reference: 'RET-0042',
    valid_until: '2027-03-12T12:30:00Z',
    ...change,
  };
}

async function bytesOf(label: CreatedLabel, format: LabelFormat): Promise<Buffer> {
  return Buffer.from((await carrier.document(label, format)).bytes);
}

async function pdfText(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text;
}

function code128In(image: PNG): string {
  const grey = new Uint8ClampedArray(image.width * image.height).map((_, at) => image.data[at * 4] ?? 0);
  const source = new RGBLuminanceSource(grey, image.width, image.height);
  return new Code128Reader().decode(new BinaryBitmap(new HybridBinarizer(source)), new Map()).getText();
}

function qrIn(image: PNG): string | undefined {
  return jsQR.default(new Uint8ClampedArray(image.data), image.width, image.height)?.data;
}

const zplCommands = (zpl: string) => (zpl.match(/[\^~]/g) ?? []).length;

describe('a label of the sandbox carrier', () => {
  it('has an S10 number and a drop-off code that follow from the key alone', async () => {
    const label = await carrier.createLabel(request());
    const again = await carrier.createLabel(request({ reference: 'other', weight_grams: 1 }));
    const other = await carrier.createLabel(request({ key: 'forward-2/label-1' }));
    expect(isS10Number(label.tracking_number)).toBe(true);
    expect(label.tracking_number).toMatch(/^C[A-Z].*X[A-Z]$/);
    expect(label.drop_off_code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    expect(label.expires_at).toBe('2027-03-12T12:30:00Z');
    expect(again).toMatchObject({
      tracking_number: label.tracking_number,
      drop_off_code: label.drop_off_code,
    });
    expect(other.tracking_number).not.toBe(label.tracking_number);
    expect(other.drop_off_code).not.toBe(label.drop_off_code);
  });

  it('repeats no number within ten thousand forwards', async () => {
    const labels = await Promise.all(
      Array.from({ length: 10_000 }, (_, at) => carrier.createLabel(request({ key: `forward-${at}` }))),
    );
    expect(new Set(labels.map((label) => label.tracking_number)).size).toBe(10_000);
    expect(new Set(labels.map((label) => label.drop_off_code)).size).toBe(10_000);
  });

  it.each<[LabelFormat, string, string]>([
    ['pdf', 'application/pdf', '%PDF-'],
    ['png', 'image/png', '\u0089PNG'],
    ['zpl', 'application/zpl', '^XA\n'],
  ])('is, as %s, the same document whenever it is asked for', async (format, mediaType, start) => {
    const first = await carrier.document(await carrier.createLabel(request()), format);
    const second = await createSandboxCarrier().document(await carrier.createLabel(request()), format);
    expect(first.mediaType).toBe(mediaType);
    expect(Buffer.from(first.bytes).subarray(0, start.length).toString('latin1')).toBe(start);
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });

  it('scans: its bars are the number, its QR code is the drop-off code', async () => {
    const label = await carrier.createLabel(request());
    const image = PNG.sync.read(await bytesOf(label, 'png'));
    expect([image.width, image.height]).toEqual([840, 1184]);
    expect(code128In(image)).toBe(label.tracking_number);
    expect(qrIn(image)).toBe(label.drop_off_code);
  });

  it('says in print who ships, what it weighs, where it goes first and how long it is valid', async () => {
    const label = await carrier.createLabel(request());
    const text = await pdfText(await bytesOf(label, 'pdf'));
    const spaced = label.tracking_number.replace(/^(..)(....)(....)(.)(..)$/, '$1 $2 $3 $4 $5');
    for (const part of [
      'Sandbox Carrier',
      'SANDBOX',
      'Linden & Loom',
      'Kade 4',
      '5211 TC Den Bosch',
      '0.850 kg',
      'BE-HUB',
      label.drop_off_code,
      '2027-03-12 12:30 UTC',
      'RET-0042',
      spaced,
    ]) {
      expect(text).toContain(part);
    }
  });

  it('prints a shipper of any European script', async () => {
    const shipper = { ...request().shipper, name: 'Żółw Łódź', street: 'Οδός Ερμού 3', city: 'Київ' };
    const text = await pdfText(await bytesOf(await carrier.createLabel(request({ shipper })), 'pdf'));
    expect(text).toContain('Żółw Łódź');
    expect(text).toContain('Οδός Ερμού 3');
    expect(text).toContain('Київ');
  });

  it('names no consumer, in no format, neither in text nor in its symbols', async () => {
    const label = await carrier.createLabel(request());
    const image = PNG.sync.read(await bytesOf(label, 'png'));
    const shown = [
      JSON.stringify(label),
      await pdfText(await bytesOf(label, 'pdf')),
      (await bytesOf(label, 'pdf')).toString('latin1'),
      (await bytesOf(label, 'zpl')).toString(),
      code128In(image),
      qrIn(image),
    ].join('\n');
    expect(shown).not.toMatch(/QSENDERQ|QBUYERQ|31600000042/i);
    const elsewhere = request({ sender: consumer('OTHER', 'NL'), recipient: consumer('ELSE', 'BE') });
    expect(await bytesOf(await carrier.createLabel(elsewhere), 'png')).toEqual(await bytesOf(label, 'png'));
  });
});

describe('the ZPL of a label', () => {
  it('is one label whose printer draws both symbols', async () => {
    const label = await carrier.createLabel(request());
    const zpl = (await bytesOf(label, 'zpl')).toString();
    expect(zpl.startsWith('^XA\n')).toBe(true);
    expect(zpl.endsWith('^XZ\n')).toBe(true);
    expect(zpl.match(/\^X[AZ]/g)).toEqual(['^XA', '^XZ']);
    expect(zpl).toContain(`^BCN,208,N,N,N,A^FH_^FD${label.tracking_number}^FS`);
    expect(zpl).toContain(`^BQN,2,9^FH_^FDQA,${label.drop_off_code}^FS`);
    expect(zpl.match(/\^FD/g)).toHaveLength(zpl.match(/\^FH_/g)?.length ?? 0);
  });

  it('takes nothing that a retailer writes for a command or a line', async () => {
    const plain = (await bytesOf(await carrier.createLabel(request({ reference: 'REF' })), 'zpl')).toString();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('^', '~', '_', '\r', '\n', '\\', 'A', '\u2028') }),
        async (tail) => {
          const hostile = request({ reference: `R${tail}`.slice(0, 12) });
          const zpl = (await bytesOf(await carrier.createLabel(hostile), 'zpl')).toString();
          expect(zplCommands(zpl)).toBe(zplCommands(plain));
          expect(zpl.split(/[\r\n]/)).toHaveLength(plain.split('\n').length);
        },
      ),
    );
    const shipper = { ...request().shipper, name: 'A^XZ~JR\r\n^XA_5E' };
    const zpl = (await bytesOf(await carrier.createLabel(request({ shipper })), 'zpl')).toString();
    expect(zpl).toContain('^FDA_5EXZ_7EJR _5EXA_5F5E^FS');
  });
});

describe('the sandbox carrier', () => {
  it('declares that it shows neither consumer to anybody', () => {
    expect(carrier.id).toBe('sandbox');
    expect(carrier.profile).toMatchObject({
      sender_exposure: 'none',
      recipient_exposure: 'none',
      public_tracking_exposure: 'none',
      formats: ['pdf', 'png', 'zpl'],
    });
  });

  it('voids its own labels, as often as asked, and no other', async () => {
    const { tracking_number, carrier_data } = await carrier.createLabel(request());
    const own = { key: request().key, tracking_number, carrier_data };
    expect(await carrier.voidLabel(own)).toEqual({ confirmed: true });
    expect(await carrier.voidLabel(own)).toEqual({ confirmed: true });
    expect(await carrier.voidLabel({ ...own, key: 'forward-9' })).toEqual({ confirmed: false });
  });

  it('leaves the void of a marked label to be confirmed later', async () => {
    const sender = { ...consumer('A', 'NL'), street_2: VOIDS_LATER_STREET_2 };
    const { tracking_number, carrier_data } = await carrier.createLabel(request({ sender }));
    expect(await carrier.voidLabel({ key: request().key, tracking_number, carrier_data })).toEqual({
      confirmed: false,
    });
  });

  it.each<[string, Partial<LabelRequest>]>([
    ['no weight', { weight_grams: 0 }],
    ['half a gram', { weight_grams: 0.5 }],
    ['a sender it does not serve', { sender: { ...consumer('A', 'NL'), street_2: REFUSED_STREET_2 } }],
    ['a buyer it does not serve', { recipient: { ...consumer('A', 'NL'), street_2: REFUSED_STREET_2 } }],
  ])('refuses %s', async (_, change) => {
    await expect(carrier.createLabel(request(change))).rejects.toThrow(LabelRefused);
  });

  it('keeps long names and references inside the label', async () => {
    const long = request({
      shipper: { ...request().shipper, name: 'W'.repeat(100), street: 'Lange straat '.repeat(8) },
      reference: 'REFERENCE-'.repeat(20),
    });
    const image = PNG.sync.read(await bytesOf(await carrier.createLabel(long), 'png'));
    const dark = (x: number, y: number) => (image.data[(y * image.width + x) * 4] ?? 255) < 128;
    const beyondName = Array.from({ length: 210 }, (_, at) => dark(570, 160 + at));
    const beyondReference = Array.from({ length: 56 }, (_, at) => dark(800, 742 + at));
    expect([...beyondName, ...beyondReference]).not.toContain(true);
  });
});
