import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseDocument } from 'yaml';
import { ContractError } from '../fault.ts';
import { isObject, type JsonObject } from '../json.ts';

/** The mapping in a YAML file. Throws a ContractError with the line of what cannot be read. */
export async function readYaml(file: string): Promise<JsonObject> {
  const place = contractPath(file);
  if (!existsSync(file)) throw new ContractError([{ place, message: 'is missing' }]);
  const document = parseDocument(await readFile(file, 'utf8'), { prettyErrors: true, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ContractError(document.errors.map((error) => ({ place, message: error.message })));
  }
  const value: unknown = document.toJS();
  if (!isObject(value)) throw new ContractError([{ place, message: 'must be a mapping' }]);
  return value;
}

/** A file by its contract folder and name, `spec/policies/default.yaml`: the same wherever the command is run. */
export function contractPath(file: string): string {
  const folder = basename(dirname(file));
  return folder === 'policies'
    ? contractPath(dirname(file)) + file.slice(dirname(file).length)
    : `${folder}/${basename(file)}`;
}
