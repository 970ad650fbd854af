import type { Exposure, PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { closest } from './did-you-mean.ts';
import {
  anError,
  aWarning,
  type DeclaredCarrier,
  type PolicyEnvironment,
  type PolicyRule,
} from './finding.ts';

/** There is a carrier that may make the label, and the deadlines follow each other. */
export const shippingRules: readonly PolicyRule[] = [
  { reads: ['/shipping/carriers'], find: findUnknownCarriers },
  { reads: ['/shipping/carriers', '/shipping/maximum_exposure'], find: findTooMuchExposure },
  { reads: ['/shipping/maximum_exposure'], find: findPrinting },
  {
    reads: ['/shipping/label_valid_days', '/shipping/ship_by_days', '/shipping/scan_grace_hours'],
    find: findShortLabels,
  },
  { reads: ['/shipping/reminders_after_hours', '/shipping/ship_by_days'], find: findLateReminders },
];

const exposures: readonly Exposure[] = ['none', 'dropoff_only', 'printed'];

/** A server that has no carrier yet forwards nothing, whatever the policy: that must not keep it from being configured. */
function findUnknownCarriers({ shipping }: PolicySettings, { carriers }: PolicyEnvironment): PolicyFinding[] {
  const known = carriers.map(({ id }) => id);
  return shipping.carriers.flatMap((id, index) => {
    if (known.includes(id)) return [];
    const meant = closest(id, known);
    const offered =
      known.length === 0
        ? 'Set a carrier up first; this server has none.'
        : `This server has: ${known.join(', ')}.`;
    const find = known.length === 0 ? aWarning : anError;
    return [
      find('carrier_unknown', {
        pointer: `/shipping/carriers/${index}`,
        detail: `This server has no carrier \`${id}\`.`,
        suggestion: meant === undefined ? offered : `Did you mean \`${meant}\`?`,
      }),
    ];
  });
}

/** A carrier that shows too much is passed over; where all of them do, no label could ever be made. */
function findTooMuchExposure({ shipping }: PolicySettings, { carriers }: PolicyEnvironment): PolicyFinding[] {
  const named = shipping.carriers.flatMap((id, index) => {
    const carrier = carriers.find((each) => each.id === id);
    return carrier === undefined ? [] : [{ index, id, exposure: exposureOf(carrier) }];
  });
  const most = exposures.indexOf(shipping.maximum_exposure);
  const tooOpen = named.filter(({ exposure }) => exposures.indexOf(exposure) > most);
  if (tooOpen.length === 0) return [];
  if (tooOpen.length < named.length) {
    return tooOpen.map(({ index, id, exposure }) =>
      aWarning('carrier_exposure_too_high', {
        pointer: `/shipping/carriers/${index}`,
        detail: `Labels of \`${id}\` show \`${exposure}\`, more than \`${shipping.maximum_exposure}\`: it is never asked.`,
        suggestion: `Leave it out, or set \`maximum_exposure\` to \`${exposure}\`.`,
      }),
    );
  }
  return [noCarrierLeft(shipping.maximum_exposure, tooOpen, carriers)];
}

function noCarrierLeft(
  most: Exposure,
  named: readonly { readonly id: string; readonly exposure: Exposure }[],
  carriers: readonly DeclaredCarrier[],
): PolicyFinding {
  const shown = named.map(({ id, exposure }) => `\`${id}\` shows \`${exposure}\``).join(', ');
  const least = named.map(({ exposure }) => exposure).toSorted(byOpenness)[0] ?? most;
  const other = carriers.find((carrier) => byOpenness(exposureOf(carrier), most) <= 0);
  return anError('carrier_exposure_too_high', {
    pointer: '/shipping/maximum_exposure',
    detail: `No carrier of the policy keeps to \`${most}\`, so no label could be made: ${shown}.`,
    suggestion: `Allow \`${least}\`${other === undefined ? '' : `, or name the carrier \`${other.id}\``}.`,
  });
}

function byOpenness(left: Exposure, right: Exposure): number {
  return exposures.indexOf(left) - exposures.indexOf(right);
}

function exposureOf({ sender_exposure, recipient_exposure }: DeclaredCarrier): Exposure {
  return byOpenness(sender_exposure, recipient_exposure) > 0 ? sender_exposure : recipient_exposure;
}

function findPrinting({ shipping }: PolicySettings): PolicyFinding[] {
  if (shipping.maximum_exposure !== 'printed') return [];
  return [
    aWarning('printed_exposure_allowed', {
      pointer: '/shipping/maximum_exposure',
      detail:
        'Labels may print where one consumer lives for the other to see; the buyer has to be told before paying.',
      suggestion: 'Write `dropoff_only`, unless no carrier of yours can do that.',
    }),
  ];
}

function findShortLabels({ shipping }: PolicySettings): PolicyFinding[] {
  const { label_valid_days: valid, ship_by_days: shipBy, scan_grace_hours: grace } = shipping;
  const needed = Math.ceil(shipBy + grace / 24);
  if (valid >= needed) return [];
  return [
    aWarning('label_expires_before_ship_by', {
      pointer: '/shipping/label_valid_days',
      detail: `The label would be void after ${valid} days; the hand-in may take ${shipBy} days and ${grace} hours.`,
      suggestion: `Write ${needed} or more.`,
    }),
  ];
}

function findLateReminders({ shipping }: PolicySettings): PolicyFinding[] {
  const { reminders_after_hours: reminders, ship_by_days: days } = shipping;
  return reminders.flatMap((hours, index) => {
    if (hours < days * 24) return [];
    return [
      aWarning('reminder_after_ship_by', {
        pointer: `/shipping/reminders_after_hours/${index}`,
        detail: `The sender would be reminded after ${hours} hours; the parcel has to be handed in within ${days * 24}.`,
        suggestion: `Write less than ${days * 24}, or leave it out.`,
      }),
    ];
  });
}
