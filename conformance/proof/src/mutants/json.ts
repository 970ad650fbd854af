import { isMembers, type Members } from './edge.ts';

/** The value at a JSON Pointer, if there is one. */
export function valueAt(value: unknown, pointer: string): unknown {
  let here = value;
  for (const name of pointer.split('/').slice(1)) {
    if (Array.isArray(here)) here = here[Number(name)];
    else if (isMembers(here)) here = here[name];
    else return undefined;
  }
  return here;
}

/** The same with another value at a pointer whose parent is there; undefined takes the member away. */
export function withValue<T>(value: T, pointer: string, other: unknown): T {
  const copy = structuredClone(value);
  const parts = pointer.split('/').slice(1);
  const last = parts.pop() ?? '';
  const parent = parts.length === 0 ? copy : valueAt(copy, `/${parts.join('/')}`);
  if (Array.isArray(parent)) parent[Number(last)] = other;
  else if (isMembers(parent)) {
    if (other === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, other);
  }
  return copy;
}

/** A page with every item changed, or the body itself where it is no page. */
export function inItems(body: Members, change: (item: Members) => Members): Members {
  if (!Array.isArray(body.items)) return change(body);
  return { ...body, items: body.items.map((item: unknown) => (isMembers(item) ? change(item) : item)) };
}

/** An instant so many seconds later, or earlier. */
export function shifted(instant: unknown, seconds: number): string {
  const moment = new Date(Date.parse(String(instant)) + seconds * 1000);
  return moment.toISOString().replace('.000Z', 'Z');
}
