import { guessedDelimiter } from './header.ts';
import { type Mapping, MappingError, parseMapping } from './mapping.ts';
import { isShopify, type Reshape, type ReshapeSink, shopifyReshape } from './shopify.ts';

/** The beginning of a file: what a layout is recognised and adjusted by. */
export interface FileSample {
  readonly delimiter: string;
  /** Names of the columns. */
  readonly header: readonly string[];
  /** Cells of the first rows. */
  readonly rows: readonly (readonly string[])[];
}

/** How a well-known kind of file is to be read. */
export interface Layout {
  readonly name: string;
  readonly title: string;
  recognises(header: readonly string[]): boolean;
  mapping(sample: FileSample): Mapping;
  /** What is known of the file and what is not, for the report. */
  readonly notes: readonly string[];
  /** Where rows have to be made into others first. */
  reshape?(header: readonly string[], sink: ReshapeSink, choice: { readonly returnDays: number }): Reshape;
}

const onlineRetail: Layout = {
  name: 'online-retail',
  title: 'UCI Online Retail',
  recognises: (header) =>
    ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice', 'Country'].every((name) =>
      header.includes(name),
    ),
  mapping: (sample) => parseMapping(JSON.stringify(onlineRetailMapping(sample))),
  notes: [
    'An invoice number that begins with C is a return; it does not say which order it belongs to.',
    'The file tells neither why an item came back nor in what condition: every return counts as unwanted and like new.',
    'Most buyers of this shop are dealers; quantities are in the hundreds at times. Every line counts as one unit.',
    'Addresses are countries alone, so within a country no distance is known.',
  ],
};

function onlineRetailMapping({ delimiter, header, rows }: FileSample) {
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? '');
  const days = column('InvoiceDate');
  return {
    csv: { delimiter, decimal: column('UnitPrice').some((price) => price.includes(',')) ? ',' : '.' },
    time: { format: timeFormats(days), zone: 'Europe/London' },
    columns: {
      ...{ order_ref: 'InvoiceNo', sku: 'StockCode', quantity: 'Quantity', time: 'InvoiceDate' },
      ...{ unit_price: 'UnitPrice', country: 'Country' },
      ...(header.includes('Description') ? { title: 'Description' } : {}),
      ...(header.includes('CustomerID') ? { consumer_ref: 'CustomerID' } : {}),
    },
    return_when: { column: 'InvoiceNo', starts_with: 'C' },
    // Articles have five digits; D (discount), POST, DOT, M (manual), BANK CHARGES and their like have not.
    skip_when: [{ column: 'StockCode', matches: '^(?!\\d{5})' }],
    defaults: { currency: 'GBP', category: 'giftware' },
  };
}

/** The publisher's CSV has months first; saved again in Britain it has days first. A day above 12 would tell, and so does the year. */
function timeFormats(samples: readonly string[]): string[] {
  const dayFirst = ['D/M/YYYY H:mm', 'D/M/YYYY H:mm:ss', 'DD.MM.YYYY H:mm'];
  const iso = ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DDTHH:mm:ss'];
  const monthFirst = ['M/D/YYYY H:mm', 'M/D/YYYY H:mm:ss'];
  // The data begin on the 1st of December: what stands before the slash decides.
  const isMonthFirst =
    samples.some((text) => /^12\/\d{1,2}\/2010/.test(text)) &&
    !samples.some((text) => /^1\/12\/2010/.test(text));
  return [...(isMonthFirst ? monthFirst : dayFirst), ...iso];
}

const shopify: Layout = {
  name: 'shopify',
  title: 'Shopify orders export',
  recognises: isShopify,
  mapping: ({ header, rows }) => {
    const currency = rows.map((row) => row[header.indexOf('Currency')] ?? '').find((code) => code !== '');
    return parseMapping(
      JSON.stringify({
        time: {
          format: ['YYYY-MM-DD HH:mm:ss ZZ', 'YYYY-MM-DDTHH:mm:ssZZ', 'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD'],
        },
        columns: {
          ...{ order_ref: 'order', sku: 'article', title: 'title', time: 'time', unit_price: 'price' },
          ...{
            quantity: 'quantity',
            currency: 'currency',
            consumer_ref: 'buyer',
            country: 'country',
            postal_code: 'zip',
          },
        },
        return_when: { column: 'kind', equals: 'return' },
        defaults: { currency: currency ?? 'EUR' },
      }),
    );
  },
  notes: [
    'The export says how much was refunded of an order, not which item came back, when or why. A return is taken to be where the refund is that of the whole order or of exactly one line.',
    'The day of a return is not in the export: it is put a stated number of days after the fulfilment.',
    'A refund can also be a gesture or a lost parcel; such refunds count as returns here.',
    'There is no category and no reason: one category for all, and every return counts as unwanted and like new. The eligible share is therefore an upper bound.',
  ],
  reshape: (header, sink, { returnDays }) => shopifyReshape(header, sink, returnDays),
};

const plainColumns = [
  ...['order_ref', 'sku', 'time', 'unit_price', 'quantity', 'title', 'category', 'consumer_ref', 'country'],
  ...['postal_code', 'purchased_at', 'reason', 'grade', 'accepts', 'currency'],
];

const plain: Layout = {
  name: 'plain',
  title: 'columns named as they are here',
  recognises: (header) => ['order_ref', 'sku', 'time', 'unit_price'].every((name) => header.includes(name)),
  mapping: ({ delimiter, header, rows }) => {
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? '');
    const found = plainColumns.filter((name) => header.includes(name));
    const currency = header.includes('currency') ? column('currency').find((code) => code !== '') : undefined;
    return parseMapping(
      JSON.stringify({
        csv: {
          delimiter,
          decimal: delimiter !== ',' && column('unit_price').some((price) => price.includes(',')) ? ',' : '.',
        },
        time: {
          format: [
            'YYYY-MM-DDTHH:mm:ssZZ',
            'YYYY-MM-DD HH:mm:ssZZ',
            'YYYY-MM-DDTHH:mm:ss',
            'YYYY-MM-DD HH:mm:ss',
            'YYYY-MM-DD HH:mm',
            'YYYY-MM-DD',
          ],
        },
        columns: Object.fromEntries(found.map((name) => [name, name])),
        ...(header.includes('kind') ? { return_when: { column: 'kind', equals: 'return' } } : {}),
        defaults: { currency: currency ?? 'EUR' },
      }),
    );
  },
  notes: ['Columns have the names of this tool; times without a zone are UTC.'],
};

/** Every layout that is built in. */
export const layouts: readonly Layout[] = [onlineRetail, shopify, plain];

/** The layout of that name. Throws `MappingError`. */
export function layoutNamed(name: string): Layout {
  const found = layouts.find((layout) => layout.name === name);
  if (found !== undefined) return found;
  throw new MappingError(
    `There is no layout ${name}; there are ${layouts.map((each) => each.name).join(', ')}.`,
  );
}

/** The layout that a file has by its columns, if any. */
export function recognisedLayout({ header }: FileSample): Layout | undefined {
  return layouts.find((layout) => layout.recognises(header));
}

/** What can be seen of a file in its first lines; with the delimiter that makes the most of them, unless told. */
export function sampleOf(text: string, delimiter?: string): FileSample {
  const [first = '', ...rest] = text.split(/\r\n|\n|\r/).filter((line) => line !== '');
  const used = delimiter ?? guessedDelimiter(first);
  const cells = (line: string) => line.split(used).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  return { delimiter: used, header: cells(first), rows: rest.slice(0, 200).map(cells) };
}
