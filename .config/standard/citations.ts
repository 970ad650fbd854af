import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import type { Fault } from './fault.ts';
import type { Page } from './page.ts';

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/**
 * What is wrong with `x-requirements` in the files of the contract: ids that no sentence has, and operations of the
 * profile `core` that cite none.
 */
export function citationFaults(files: readonly Page[], ids: ReadonlySet<string>): Fault[] {
  return files.flatMap((file) => {
    const lines = new LineCounter();
    const document = parseDocument(file.text, { lineCounter: lines });
    const faults: Fault[] = [];
    const say = (node: { range?: readonly number[] | null }, messages: readonly string[]) => {
      const place = `${file.file}:${lines.linePos(node.range?.[0] ?? 0).line}`;
      faults.push(...messages.map((message) => ({ place, message })));
    };
    visit(document, {
      Pair(_, { key, value }) {
        if (!isScalar(key)) return;
        if (key.value === 'x-requirements') say(key, unknownIds(value, ids));
        if (methods.includes(String(key.value)) && isMap(value)) say(key, uncited(value as YAMLMap));
      },
    });
    return faults;
  });
}

function unknownIds(value: unknown, ids: ReadonlySet<string>): string[] {
  if (!isSeq(value) || value.items.length === 0) return ['`x-requirements` is a list of ids, not empty'];
  const cited = value.items.map((item) => String(isScalar(item) ? item.value : item));
  return [
    ...cited
      .filter((id) => !ids.has(id))
      .map((id) => `x-requirements: no sentence of the prose has the id ${id}`),
    ...cited
      .filter((id, index) => cited.indexOf(id) !== index)
      .map((id) => `x-requirements: ${id} stands twice`),
  ];
}

function uncited(operation: YAMLMap): string[] {
  const name = operation.get('operationId');
  if (name === undefined || operation.get('x-orf-profile') !== 'core' || operation.has('x-requirements'))
    return [];
  return [
    `${String(name)} cites no requirement; add \`x-requirements: [ORF-…]\` with the ids that it has to meet`,
  ];
}
