import { readFile } from 'node:fs/promises';
import { type FileToRead, peek } from '../intake/files.ts';
import { type FileSample, type Layout, layoutNamed, layouts, recognisedLayout } from '../intake/layouts.ts';
import { type Mapping, MappingError, parseMapping } from '../intake/mapping.ts';
import { type ReadingOptions, UsageError } from './options.ts';

/** The files with the way in which each is read. */
export interface ChosenFiles {
  readonly files: readonly FileToRead[];
  readonly currency: string;
  /** How the orders are read, in a word. */
  readonly layout: string;
  readonly notes: readonly string[];
}

interface Chosen {
  readonly mapping: Mapping;
  readonly layout?: Layout | undefined;
}

/**
 * Decides how each file is read: by a mapping, by columns named in the options, by the named layout, or by the one that it is
 * recognised by. Throws `MappingError`, `UsageError`, or the file system's error.
 */
export async function chooseFiles(
  { orders, returns }: { readonly orders: string; readonly returns?: string | undefined },
  options: ReadingOptions,
  returnDays: number,
): Promise<ChosenFiles> {
  const forOrders = await choose(orders, options, options.mapping);
  const currency = options.currency ?? forOrders.mapping.defaults.currency;
  const entry = (path: string, kind: FileToRead['kind'], { mapping, layout }: Chosen): FileToRead => ({
    ...{ path, kind, layout, returnDays, name: kind === 'returns' ? 'returns' : 'orders' },
    mapping: { ...mapping, defaults: { ...mapping.defaults, currency } },
  });
  const files = await twoFiles({ orders, returns, forOrders, options }, entry);
  const used = forOrders.layout;
  return {
    files,
    currency,
    layout: used?.name ?? 'mapping',
    notes: [...new Set(files.flatMap(({ layout }) => layout?.notes ?? []))],
  };
}

async function twoFiles(
  given: { orders: string; returns: string | undefined; forOrders: Chosen; options: ReadingOptions },
  entry: (path: string, kind: FileToRead['kind'], chosen: Chosen) => FileToRead,
): Promise<FileToRead[]> {
  const { orders, returns, forOrders, options } = given;
  if (returns === undefined) return [entry(orders, 'mixed', forOrders)];
  const file = options.returnsMapping ?? options.mapping;
  const forReturns = await choose(returns, options, file);
  if (forReturns.layout?.reshape !== undefined) {
    throw new UsageError(`A ${forReturns.layout.title} is no file of returns; give it with --orders alone.`);
  }
  return [entry(orders, 'sales', forOrders), entry(returns, 'returns', forReturns)];
}

async function choose(
  path: string,
  options: ReadingOptions,
  mappingFile: string | undefined,
): Promise<Chosen> {
  if (mappingFile !== undefined) {
    return { mapping: adjusted(parseMapping(await readFile(mappingFile, 'utf8')), options) };
  }
  const { delimiter, encoding } = options;
  const csv = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
  };
  const sample = await peek(path, csv);
  if (Object.keys(options.columns).length > 0) return { mapping: mappingOfOptions(sample, options) };
  const layout = options.layout === undefined ? recognisedLayout(sample) : layoutNamed(options.layout);
  if (layout === undefined) throw new MappingError(unrecognised(path, sample));
  if (!layout.recognises(sample.header)) {
    throw new MappingError(`${path} is no ${layout.title}; its columns are ${sample.header.join(', ')}.`);
  }
  const mapping = layout.mapping(sample);
  return {
    layout,
    mapping: adjusted({ ...mapping, csv: { ...mapping.csv, delimiter: sample.delimiter } }, options),
  };
}

function unrecognised(path: string, { header }: FileSample): string {
  const names = layouts.map(({ name }) => name).join(', ');
  return (
    `${path} has none of the layouts that are built in (${names}). Its columns are ${header.join(', ')}. ` +
    'Name them with --column order_ref=… --column sku=… --column time=… --column unit_price=…, or write a --mapping.'
  );
}

/** What the command line says goes before what a mapping or a layout says. */
function adjusted(mapping: Mapping, options: ReadingOptions): Mapping {
  const { delimiter, decimal, encoding, timeFormats, timeZone, currency, defaults } = options;
  if (decimal !== undefined && decimal !== ',' && decimal !== '.') {
    throw new UsageError(`--decimal is "${decimal}"; it has to be "," or ".".`);
  }
  return {
    ...mapping,
    csv: {
      ...mapping.csv,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(decimal === undefined ? {} : { decimal }),
      ...(encoding === undefined ? {} : { encoding }),
    },
    time: {
      format: timeFormats.length > 0 ? timeFormats : mapping.time.format,
      zone: timeZone ?? mapping.time.zone,
    },
    defaults: { ...mapping.defaults, ...defaults, ...(currency === undefined ? {} : { currency }) },
  };
}

function mappingOfOptions(sample: FileSample, options: ReadingOptions): Mapping {
  const { columns, timeFormats, currency, returnWhen } = options;
  const format =
    timeFormats.length > 0
      ? timeFormats
      : [
          'YYYY-MM-DDTHH:mm:ssZZ',
          'YYYY-MM-DDTHH:mm:ss',
          'YYYY-MM-DD HH:mm:ss',
          'YYYY-MM-DD HH:mm',
          'YYYY-MM-DD',
        ];
  const mapping = parseMapping(
    JSON.stringify({
      csv: { delimiter: sample.delimiter },
      time: { format },
      columns,
      ...(returnWhen === undefined ? {} : { return_when: conditionOf(returnWhen) }),
      defaults: { currency: currency ?? 'EUR' },
    }),
  );
  return adjusted(mapping, options);
}

function conditionOf(written: string): Record<string, string> {
  const [, column, test, value] = /^(.+?)(\^?=)(.+)$/.exec(written) ?? [];
  if (column === undefined || value === undefined) {
    throw new UsageError(`--return-when is "${written}"; it has to be COLUMN=TEXT or COLUMN^=TEXT.`);
  }
  return { column, [test === '=' ? 'equals' : 'starts_with']: value };
}
