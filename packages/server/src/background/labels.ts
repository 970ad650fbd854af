import { addDays, confirmVoid, takeLabel } from '@open-return-forwarding/core';
import type { Forward, Label, Policy } from '@open-return-forwarding/protocol';
import { type Carrier, type CreatedLabel, LabelRefused, type LabelRequest } from '../carrier-port.ts';
import { startCase } from '../casework/case.ts';
import { found, loadForward } from '../casework/load.ts';
import type { ForwardPersonal, OrderPersonal, ReturnPersonal } from '../casework/personal.ts';
import { saveCase } from '../casework/save.ts';
import type { View } from '../ports.ts';
import type { Services } from '../services.ts';
import type { Lease } from '../stored.ts';
import type { Desk } from './desk.ts';

const DEFAULT_WEIGHT_GRAMS = 1_000;

/**
 * Asks the carrier for a label, outside any transaction, under a key that is the forward's own: asked twice, it gives the
 * same one. A refusal is final and ends the forward; an absent carrier is tried again until the label's deadline.
 */
export async function requestLabel(desk: Desk, lease: Lease): Promise<void> {
  const { store, services } = desk;
  try {
    const order = await store.query(lease.retailer_id, (view) => readOrder(services, view, lease.subject.id));
    if (order === undefined) return await drop(desk, lease);
    await keepLabel(desk, lease, {
      carrier: order.carrier,
      created: await order.carrier.createLabel(order.request),
    });
  } catch (error) {
    if (!(error instanceof LabelRefused)) throw error;
    await giveUp(desk, lease);
  }
}

/** Asks the carrier to void a label; unless it confirms, the label's own end is waited for. */
export async function voidLabel({ store, services }: Desk, lease: Lease): Promise<void> {
  const forwardId = lease.subject.id;
  const label = await store.query(lease.retailer_id, async (view) => {
    const { doc } = found(await view.forwards.get(forwardId), 'forward');
    const personal = await view.vault.get<ForwardPersonal>(forwardId);
    const { tracking_number = '', carrier_data = '' } = personal ?? {};
    return { carrier: doc.label?.carrier ?? '', tracking_number, carrier_data };
  });
  const { tracking_number, carrier_data } = label;
  const carrier = found(services.carriers.get(label.carrier), 'carrier');
  const { confirmed } = await carrier.voidLabel({ key: forwardId, tracking_number, carrier_data });
  await store.command(lease.retailer_id, async (unit) => {
    if (!(await unit.deadlines.take(lease.name, forwardId, lease.fence)) || !confirmed) return;
    const theCase = await startCase(services, unit);
    await loadForward(theCase, forwardId);
    confirmVoid(theCase.work, forwardId);
    await saveCase(theCase);
  });
}

interface LabelOrder {
  readonly carrier: Carrier;
  readonly request: LabelRequest;
}

/** What the carrier is told; undefined where the forward was over before it was asked. */
async function readOrder(services: Services, view: View, forwardId: string): Promise<LabelOrder | undefined> {
  const { doc: forward } = found(await view.forwards.get(forwardId), 'forward');
  if (forward.status !== 'label_pending') return undefined;
  const policy = found(await view.policies.get(forward.policy_version), 'policy');
  const { doc: source } = found(await view.returns.get(forward.return_id), 'return');
  const { ship_from } = (await view.vault.get<ReturnPersonal>(forward.return_id)) ?? {};
  const { ship_to } = found(await view.vault.get<OrderPersonal>(forward.order_id), 'address');
  return {
    carrier: carrierFor(services, policy),
    request: {
      key: forwardId,
      shipper: policy.shipping.return_address,
      sender: found(ship_from, 'address'),
      recipient: ship_to,
      weight_grams: source.product.weight_grams ?? DEFAULT_WEIGHT_GRAMS,
      reference: forwardId,
      valid_until: validUntil(forward, policy),
    },
  };
}

const exposures = ['none', 'dropoff_only', 'printed'] as const;

/** The first carrier of the policy that shows no more of one consumer to the other than the policy lets it. */
function carrierFor({ carriers }: Services, { shipping }: Policy): Carrier {
  const most = exposures.indexOf(shipping.maximum_exposure);
  const named = shipping.carriers.map((id) => carriers.get(id)).filter((carrier) => carrier !== undefined);
  const fit = named.find(
    ({ profile }) =>
      exposures.indexOf(profile.sender_exposure) <= most &&
      exposures.indexOf(profile.recipient_exposure) <= most,
  );
  if (fit === undefined)
    throw new LabelRefused(`no carrier of the policy keeps to the exposure \`${shipping.maximum_exposure}\``);
  return fit;
}

/** Never shorter than the time to hand in. */
function validUntil(forward: Forward, { shipping }: Policy): string {
  const byPolicy = addDays(forward.created_at, shipping.label_valid_days);
  return Date.parse(byPolicy) > Date.parse(forward.hand_in_closes_at) ? byPolicy : forward.hand_in_closes_at;
}

async function keepLabel(
  { store, services }: Desk,
  lease: Lease,
  { carrier, created }: { readonly carrier: Carrier; readonly created: CreatedLabel },
): Promise<void> {
  const forwardId = lease.subject.id;
  await store.command(lease.retailer_id, async (unit) => {
    if (!(await unit.deadlines.take(lease.name, forwardId, lease.fence))) return;
    const theCase = await startCase(services, unit);
    await loadForward(theCase, forwardId);
    takeLabel(
      theCase.work,
      forwardId,
      labelOf(carrier, created, { forwardId, issuedAt: theCase.work.context.now }),
    );
    const { tracking_number, drop_off_code, carrier_data } = created;
    const personal: ForwardPersonal = {
      tracking_number,
      ...(drop_off_code && { drop_off_code }),
      carrier_data,
    };
    await unit.vault.put(forwardId, personal);
    await saveCase(theCase);
  });
}

/** The label as it is shown, without its numbers, which are sealed. */
function labelOf(
  { id, profile }: Carrier,
  { expires_at }: CreatedLabel,
  { forwardId, issuedAt }: { readonly forwardId: string; readonly issuedAt: string },
): Label {
  return {
    carrier: id,
    formats: [...profile.formats],
    recipient_exposure: profile.recipient_exposure,
    sender_exposure: profile.sender_exposure,
    status: 'valid',
    issued_at: issuedAt,
    expires_at,
    documents: profile.formats.map((format) => ({
      format,
      url: `/v1/forwards/${forwardId}/label/documents/${format}`,
      expires_at,
    })),
  };
}

/** The carrier will never give a label: the forward ends as if the time for it were over. */
async function giveUp({ store, services }: Desk, lease: Lease): Promise<void> {
  await store.command(lease.retailer_id, async (unit) => {
    if (!(await unit.deadlines.take(lease.name, lease.subject.id, lease.fence))) return;
    const theCase = await startCase(services, unit);
    await loadForward(theCase, lease.subject.id);
    theCase.work.fire('forward', lease.subject.id, 'label_call');
    await saveCase(theCase);
  });
}

async function drop({ store }: Desk, lease: Lease): Promise<void> {
  await store.command(lease.retailer_id, async (unit) => {
    await unit.deadlines.take(lease.name, lease.subject.id, lease.fence);
  });
}
