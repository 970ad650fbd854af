import { isDeepStrictEqual } from 'node:util';

/** One setting that differs; undefined where it is not there. */
export interface Change {
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two policies, setting by setting; a list of plain values is one setting. */
export function changesBetween(before: unknown, after: unknown, pointer = ''): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isGroup(before) || !isGroup(after)) return [{ pointer: pointer || '/', before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return changesBetween(before[name], after[name], below);
  });
}

/** A mapping, or a list of mappings: what has settings below it. */
function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || (value.length > 0 && value.every(isGroup));
}
