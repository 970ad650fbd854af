import { assumptionsOf, listAssumptions } from '../forecast/assumptions.ts';
import { layouts } from '../intake/layouts.ts';

/** What `--help` prints. */
export function helpText(): string {
  const assumptions = listAssumptions(assumptionsOf())
    .map(({ name, value, unit, text }) => `    ${`${name}=${value}`.padEnd(26)} ${unit.padEnd(10)} ${text}`)
    .join('\n');
  const known = layouts.map(({ name, title }) => `${name} (${title})`).join(', ');
  return `orf-simulate: what forwarding would have done with a retailer's own orders and returns

  simulate --orders FILE [--returns FILE] [--html FILE] [--json FILE] [options]
  simulate generate --orders N --returns N --seed N --out FILE
  simulate --generated ORDERS,RETURNS [options]
  simulate --calibrate

Nothing is sent anywhere. Consumers are told apart by a hash; names and addresses are not kept.

Files
  --orders FILE           CSV of order lines; of the returns, too, where the layout tells them apart
  --returns FILE          CSV of return lines, if they are in a file of their own
  --layout NAME           ${known};
                          else recognised by its columns
  --mapping FILE          how to read the columns (YAML), see examples/replay/README.md; --returns-mapping FILE for the
                          returns, where they are written in another way
  --column OURS=THEIRS    one column, repeated: order_ref, sku, time and unit_price are needed; quantity, category,
                          consumer_ref, country, postal_code, reason, grade, accepts, currency are of use
  --default OURS=VALUE    what holds where the file is silent: category, country, reason, grade, …
  --return-when COL=TEXT  what marks a return in a file of both (COL^=TEXT: begins with)
  --time-format FORMAT    such as "D/M/YYYY HH:mm"; repeated, they are tried in their order; --time-zone Europe/London
  --delimiter, --decimal, --encoding, --currency

Rules and luck
  --policy FILE           policy A; else the example that fits the currency
  --compare FILE          policy B
  --seeds N               how many times chance is drawn anew (20), from --seed N (1) on
  --assume NAME=FIGURE    what no file tells, repeated:
${assumptions}

Output
  --html FILE             one page with every figure and plot, to be opened offline
  --json FILE             everything as JSON
  --workers N             threads (up to 4); 0 works in this one. The answer does not depend on it
  --quiet                 no progress on stderr

Exit code: 0 done, 1 failed, 2 not understood. The last line printed is one JSON object.
`;
}
