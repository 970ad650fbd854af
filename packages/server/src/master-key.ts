import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigError } from './config.ts';

/**
 * The key that seals personal data: the one given, or in a sandbox one that is made with the database and kept beside it,
 * readable by its owner only. Throws ConfigError.
 */
export function loadMasterKey({ masterKey, database }: Config): Buffer {
  if (masterKey !== undefined) return masterKey;
  const file = `${database}.key`;
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (existsSync(database)) {
    throw new ConfigError(
      `${database} is there without ${file}: put the key back, set ORF_MASTER_KEY, or remove the database.`,
    );
  }
  mkdirSync(dirname(database), { recursive: true });
  const key = randomBytes(32);
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600 });
  return key;
}
