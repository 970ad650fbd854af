import { stringsOf } from '../json.ts';
import type { ApiDocument } from '../read/model.ts';
import { camel, type GeneratedFile, header, literal } from './file.ts';

/** The values of each named string enumeration, in the order of the contract: `returnStatusValues`. */
export function emitEnums(api: ApiDocument): GeneratedFile {
  const enumerations = Object.entries(api.schemas).filter(([, schema]) => stringsOf(schema.enum).length > 0);
  const tables = enumerations.map(
    ([name, schema]) =>
      `export const ${camel(name)}Values = ${literal(stringsOf(schema.enum))} as const satisfies readonly ${name}[];\n`,
  );
  const names = enumerations.map(([name]) => name);
  const imports = names.length > 0 ? `import type { ${names.join(', ')} } from './schemas.ts';\n\n` : '';
  return { path: 'enums.ts', text: `${header(api.source)}${imports}${tables.join('\n')}` || 'export {};\n' };
}
