import { see } from '@open-return-forwarding/core';
import type { Forward, Return } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';
import type { Case } from './case.ts';
import { found } from './load.ts';
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

/**
 * A stored forward as its retailer sees it. One that was reverted shows the refund of its return as it is now: another
 * forward may have made it due since.
 */
export async function showStoredForward(view: View, document: Forward): Promise<Forward> {
  const personal = await view.vault.get<ForwardPersonal>(document.id);
  const shown = presentForward(document, personal);
  if (document.status !== 'reverted') return shown;
  const { doc } = found(await view.returns.get(document.return_id), 'return');
  return { ...shown, refund: doc.refund };
}
