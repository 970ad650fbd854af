import type { Profile } from '@open-return-forwarding/protocol';

/** The profiles that this server answers: what is mounted, and what discovery says. */
export const profiles = [
  'core',
  'webhooks',
  'policy',
  'privacy',
  'reforwarding',
  'reservations',
  'recall',
] as const satisfies readonly Profile[];
