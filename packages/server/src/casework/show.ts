import { see } from '@open-return-forwarding/core';
import type { Forward, Return } from '@open-return-forwarding/protocol';
import type { Case } from './case.ts';
import type { ForwardPersonal, ReturnPersonal } from './personal.ts';
import { presentForward, presentReturn } from './present.ts';

/** A return as a command left it. */
export async function showReturn({ unit, work }: Case, id: string): Promise<Return> {
  return presentReturn(see(work, 'return', id), await unit.vault.get<ReturnPersonal>(id));
}

/** A forward as a command left it. */
export async function showForward({ unit, work }: Case, id: string): Promise<Forward> {
  return presentForward(see(work, 'forward', id), await unit.vault.get<ForwardPersonal>(id));
}
