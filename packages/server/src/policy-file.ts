import { readFile } from 'node:fs/promises';
import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Carrier } from './carrier-port.ts';
import { ConfigError } from './config.ts';
import { readPolicy } from './policy.ts';

/** A policy as its file says it, whatever it is worth. */
export interface PolicyFile {
  readonly name: string;
  readonly document: unknown;
  /** Where in the file that JSON Pointer leads; for what is missing, the place that it is missing from. */
  place(pointer: string): Place;
}

/** Counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Opens a file of YAML or JSON. Throws ConfigError with the line of what cannot be read. */
export async function openPolicyFile(name: string): Promise<PolicyFile> {
  const lines = new LineCounter();
  const source = parseDocument(await readText(name), { lineCounter: lines, uniqueKeys: true });
  if (source.errors.length > 0) {
    const faults = source.errors.map(({ message }) => message.trim().replaceAll('\n', '\n  '));
    throw new ConfigError(`${name} cannot be read:\n  ${faults.join('\n  ')}`);
  }
  return {
    name,
    document: source.toJS(),
    place: (pointer) => {
      const { line, col } = lines.linePos(offsetOf(source, pointer));
      return { line, column: col };
    },
  };
}

/** Reads a policy that may be put in force. Throws ConfigError with every finding that hinders. */
export async function readPolicyFile(
  name: string,
  carriers: ReadonlyMap<string, Carrier>,
): Promise<PolicySettings> {
  const file = await openPolicyFile(name);
  const { settings, findings } = readPolicy(file.document, carriers);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (settings !== undefined && errors.length === 0) return settings;
  throw new ConfigError(`${name} is no policy that can be put in force.\n\n${inWords(file, errors)}`);
}

/** Findings for a person with the file open: place, what is wrong, what to write instead. */
export function inWords(file: PolicyFile, findings: readonly PolicyFinding[]): string {
  return findings
    .map(({ severity, code, pointer, detail, suggestion }) => {
      const { line, column } = file.place(pointer);
      return `${file.name}:${line}:${column} ${severity} ${code} ${pointer || '/'}\n    ${detail}\n    ${suggestion}\n`;
    })
    .join('');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `the policy file ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function offsetOf({ contents }: Document, pointer: string): number {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: unknown = contents;
  let offset = startOf(node);
  for (const name of names) {
    const next = stepInto(node, name);
    if (next === undefined) break;
    ({ node, offset } = next);
  }
  return offset;
}

/** A member of a mapping is at its name, an entry of a list where it begins. */
function stepInto(node: unknown, name: string): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
    return pair && { node: pair.value, offset: startOf(pair.key) };
  }
  const item = isSeq(node) ? node.items[Number(name)] : undefined;
  return item === undefined ? undefined : { node: item, offset: startOf(item) };
}

function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}
