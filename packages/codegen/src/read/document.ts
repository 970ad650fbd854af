import type { Fault } from '../fault.ts';
import { refuse } from '../fault.ts';
import { isObject, type JsonObject, objectOf, pointer, textOf } from '../json.ts';
import { bundle } from './bundle.ts';
import type { ApiDocument, Webhook } from './model.ts';
import { readOperation } from './operation.ts';
import { type Reader, schemaName } from './reader.ts';
import { contractPath, readYaml } from './yaml.ts';

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Reads one OpenAPI document from its root file. `profile` is that of operations which name none. Throws a
 * ContractError naming every place that is wrong.
 */
export async function readDocument(file: string, profile?: string): Promise<ApiDocument> {
  const root = await readYaml(file);
  return interpretDocument(await bundle(file), { source: contractPath(file), root, profile });
}

/** As `readDocument`, for a document that is bundled already. `root` is the file before, to name places by. */
export function interpretDocument(
  document: JsonObject,
  origin: Pick<Reader, 'source' | 'root' | 'profile'>,
): ApiDocument {
  const faults: Fault[] = [];
  const reader: Reader = { document, faults, ...origin };
  const operations = Object.entries(objectOf(document.paths)).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(objectOf(item)[method]))
      .map((method) => readOperation(reader, path, method)),
  );
  const webhooks = Object.entries(objectOf(document.webhooks)).map(([type, item]) =>
    readWebhook(reader, type, objectOf(item)),
  );
  refuse(faults);
  const components = objectOf(objectOf(document.components).schemas);
  return {
    source: origin.source,
    bundle: document,
    version: textOf(objectOf(document.info).version),
    schemas: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, objectOf(schema)])),
    operations,
    webhooks,
  };
}

function readWebhook(reader: Reader, type: string, item: JsonObject): Webhook {
  const place = `${reader.source}${pointer('webhooks', type)}`;
  const content = objectOf(objectOf(objectOf(item.post).requestBody).content);
  const schema = schemaName(objectOf(objectOf(content['application/json']).schema));
  if (schema === undefined)
    reader.faults.push({ place, message: 'needs a JSON body that refers to a named schema' });
  return { type, schema: schema ?? '' };
}
