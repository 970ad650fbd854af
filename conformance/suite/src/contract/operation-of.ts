import type { WireRequest } from '../driver/step.ts';
import type { Contract, Operation } from './contract.ts';

/** The operation that a request calls; undefined for a path or method that the contract does not have, and for raw bytes. */
export function operationOf(
  contract: Contract,
  { method, path, raw }: Pick<WireRequest, 'method' | 'path' | 'raw'>,
): Operation | undefined {
  if (raw !== undefined) return undefined;
  const [bare = ''] = path.split('?');
  const fitting = [...contract.operations.values()].filter(
    (operation) => operation.method === method && patternOf(operation).test(bare),
  );
  return fitting.find((operation) => operation.path === bare) ?? fitting[0];
}

const patterns = new WeakMap<Operation, RegExp>();

function patternOf(operation: Operation): RegExp {
  const known = patterns.get(operation);
  if (known !== undefined) return known;
  const made = new RegExp(`^${operation.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
  patterns.set(operation, made);
  return made;
}
