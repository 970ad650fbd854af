import { objectOf } from './json.ts';
import type { ApiDocument } from './read/model.ts';
import { schemaName } from './read/reader.ts';
import { subschemas } from './schema-walk.ts';

/** The named schemas that these lead to, themselves included, each after those that it refers to. */
export function reachable(api: ApiDocument, names: readonly string[]): string[] {
  const order: string[] = [];
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    for (const inner of subschemas(objectOf(api.schemas[name]))) {
      const target = schemaName(inner);
      if (target !== undefined) visit(target);
    }
    order.push(name);
  };
  names.forEach(visit);
  return order;
}
