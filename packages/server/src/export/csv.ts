/** The cells of a column: text from elsewhere, or a number that was made here. */
export type CellKind = 'text' | 'number';
export type Columns<Row> = { readonly [Name in keyof Row]: CellKind };

/**
 * CSV by RFC 4180, with a line of names. A text that a spreadsheet would take for a formula begins with an apostrophe
 * instead: what a shop calls its orders must not compute anything on somebody's desk.
 */
export function csvOf<Row extends object>(columns: Columns<Row>, rows: readonly Row[]): string {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const lines = rows.map((row) => names.map((name) => cell(String(row[name]), columns[name])).join(','));
  return [names.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function cell(value: string, kind: CellKind): string {
  const text = kind === 'text' && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
