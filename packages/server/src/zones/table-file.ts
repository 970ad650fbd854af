import { readFile, rename, writeFile } from 'node:fs/promises';
import { type ZoneTable, zoneOf, zonesBy, zoneTableFault } from '@open-return-forwarding/core';
import { ConfigError } from '../config.ts';
import type { Geo } from '../services.ts';

/** Zones by the operator's table, or the built-in ones where there is none. Throws ConfigError. */
export async function openGeo(file: string | undefined): Promise<Geo> {
  if (file === undefined) return { zoneOf };
  const table = await readZoneTable(file);
  if (table === undefined) throw new ConfigError(`ORF_ZONES is ${file}, but there is no such file.`);
  return { zoneOf: zonesBy(table) };
}

/** The table that a file holds, or undefined where there is no file. Throws ConfigError. */
export async function readZoneTable(file: string): Promise<ZoneTable | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new ConfigError(`${file} cannot be read: ${error.message}`);
  });
  return text === undefined ? undefined : tableIn(file, text);
}

/** Writes a table in the place of what is there, all of it or nothing. Throws ConfigError. */
export async function writeZoneTable(file: string, table: ZoneTable): Promise<void> {
  const draft = `${file}.new`;
  try {
    await writeFile(draft, `${JSON.stringify(table, undefined, 1)}\n`);
    await rename(draft, file);
  } catch (error) {
    throw new ConfigError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

function tableIn(file: string, text: string): ZoneTable {
  const value = parsed(text);
  const fault = zoneTableFault(value);
  if (fault === undefined) return value as ZoneTable;
  throw new ConfigError(`${file} is no table of zones: ${fault}. Make one with \`orf zones load\`.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
