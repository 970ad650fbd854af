import type { Match } from '../ports.ts';
import { toMillis } from './instants.ts';

/** One comparison of a filter, with the value as the column keeps it. */
export interface Condition {
  readonly column: string;
  readonly operator: '=' | 'in' | 'is null' | '>=' | '<';
  readonly values: readonly unknown[];
}

type Storage = 'text' | 'instant';
type Bound = string | number;

/** Takes a filter apart; members that are undefined do not restrict. Throws TypeError for a column there is none of. */
export function toConditions(filter: object, columns: Readonly<Record<string, Storage>>): Condition[] {
  return Object.entries(filter)
    .filter(([, match]) => match !== undefined)
    .flatMap(([column, match]) => {
      const storage = columns[column];
      if (!storage) throw new TypeError(`no such column to filter by: ${column}`);
      return conditionsOn(column, match as Match<Bound>, (value) => toColumn(value, storage));
    });
}

export function toColumn(value: unknown, storage: Storage): unknown {
  return storage === 'instant' && typeof value === 'string' ? toMillis(value) : value;
}

function conditionsOn(column: string, match: Match<Bound>, keep: (value: Bound) => unknown): Condition[] {
  if (match === null) return [{ column, operator: 'is null', values: [] }];
  if (isList(match)) return [{ column, operator: 'in', values: match.map(keep) }];
  if (typeof match !== 'object') return [{ column, operator: '=', values: [keep(match)] }];
  const from: Condition[] =
    match.from === undefined ? [] : [{ column, operator: '>=', values: [keep(match.from)] }];
  const before: Condition[] =
    match.before === undefined ? [] : [{ column, operator: '<', values: [keep(match.before)] }];
  return [...from, ...before];
}

function isList<T>(match: Match<T>): match is readonly T[] {
  return Array.isArray(match);
}

/** Filters of one shape share one compiled query. */
export function shapeOf(conditions: readonly Condition[]): string {
  return conditions.map((c) => `${c.column} ${c.operator} ${c.values.length}`).join(',');
}

/** The values by the names that the compiled query of this shape knows them by. */
export function valuesOf(conditions: readonly Condition[]): Record<string, unknown> {
  return Object.fromEntries(
    conditions.flatMap((c, i) => c.values.map((value, j) => [slotName(i, j), value])),
  );
}

export function slotName(condition: number, value: number): string {
  return `match_${condition}_${value}`;
}
