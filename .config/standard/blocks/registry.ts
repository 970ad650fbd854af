import type { Registry } from '../registries.ts';

/** A registry as what it is a list of and a table; undefined if there is none of that name. */
export function registryBlock(registries: readonly Registry[], name: string): string | undefined {
  const registry = registries.find((each) => each.name === name);
  if (registry === undefined) return undefined;
  const { description, columns, values } = registry;
  const plain = values.every((each) => each.description === '' && each.more === undefined);
  const rows = plain
    ? [values.map(({ value }) => `\`${value}\``).join(', ')]
    : [row(columns), row(columns.map(() => '---')), ...values.map(cells)];
  return ['', description, '', ...rows, ''].join('\n');
}

function cells({ value, description, more = [description] }: Registry['values'][number]): string {
  return row([`\`${value}\``, ...more]);
}

const row = (each: readonly string[]) => `| ${each.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
