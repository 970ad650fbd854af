import type { Forward, Label, Return } from '@open-return-forwarding/protocol';
import type { ForwardPersonal, ReturnPersonal } from './personal.ts';

/** A return as its retailer sees it: with what is sealed, but never with the address. */
export function presentReturn(document: Return, personal: ReturnPersonal | undefined): Return {
  if (personal === undefined) return document;
  const { note, flags, evidence } = personal;
  return {
    ...document,
    reason: note === undefined ? document.reason : { ...document.reason, note },
    consumer: flags.length === 0 ? document.consumer : { ...document.consumer, flags: [...flags] },
    ...(evidence.length === 0 ? {} : { evidence: [...evidence] }),
  };
}

/** A forward as its retailer sees it: with the parcel's numbers and the buyer's words. */
export function presentForward(document: Forward, personal: ForwardPersonal | undefined): Forward {
  const { label, rating } = document;
  const note = personal?.rating_note;
  return {
    ...document,
    ...(label === undefined ? {} : { label: presentLabel(label, personal) }),
    ...(rating === undefined || note === undefined ? {} : { rating: { ...rating, note } }),
  };
}

export function presentLabel(label: Label, personal: ForwardPersonal | undefined): Label {
  const { tracking_number, drop_off_code } = personal ?? {};
  return {
    ...label,
    ...(tracking_number === undefined ? {} : { tracking_number }),
    ...(drop_off_code === undefined ? {} : { drop_off_code }),
  };
}

/** The entity tag of a row version, and of the step of its price where that moves by itself. */
export function etag(version: number, step = 0): string {
  return step === 0 ? `"${version}"` : `"${version}.${step}"`;
}
