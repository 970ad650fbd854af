import { v7 } from 'uuid';
import type { NewId } from './services.ts';

/** UUIDv7 under a prefix, without dashes: sortable by time, and nobody can guess one. */
export const newId: NewId = (prefix) => `${prefix}_${v7().replaceAll('-', '')}`;
