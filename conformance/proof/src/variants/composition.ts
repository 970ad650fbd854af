import { randomInt } from 'node:crypto';
import type { Composition } from '@open-return-forwarding/server';
import type { Variant } from '../mutant.ts';
import { type Around, type Asked, instead, onBody, problemAnswer } from '../mutants/edge.ts';
import { withServices } from './services.ts';

/** Ids that are numbers, as a database counts them. */
function countedIds(): (composition: Composition) => void {
  let last = randomInt(10_000, 90_000);
  return withServices(() => ({
    newId: () => {
      last += randomInt(1, 50);
      return String(last);
    },
  }));
}

/** Declares that its labels print everything; what they show is less, which nobody is hurt by. */
const printingCarrier = withServices(({ carriers }) => ({
  carriers: new Map(
    [...carriers].map(([id, carrier]) => {
      const profile = { ...carrier.profile, sender_exposure: 'printed', recipient_exposure: 'printed' };
      return [id, Object.create(carrier, { profile: { value: profile } }) as typeof carrier];
    }),
  ),
}));

const PREFIX = '/forwarding/api';

/** The whole server below a path of its host. */
const belowAPath: Around = (serve) => (request) => {
  const url = new URL(request.url);
  if (!url.pathname.startsWith(PREFIX)) return serve(request);
  url.pathname = url.pathname.slice(PREFIX.length) || '/';
  return onBody('getDiscovery', (body) => ({ ...body, base_url: `${String(body.base_url)}${PREFIX}` }))(
    serve,
  )(new Request(url, request));
};

const CORE_ALONE = /^\/(\.well-known|problems|test-control)\b/;

/** Offers core and nothing else. */
function coreAlone(isOfOther: (asked: Asked) => boolean): Around {
  const refusing = instead(isOfOther, async (asked, pass) => {
    const answer = await pass();
    return answer.status === 401 || CORE_ALONE.test(asked.target)
      ? answer
      : problemAnswer('profile_not_supported');
  });
  const declaring = onBody('getDiscovery', (body) => ({ ...body, profiles: ['core'] }));
  return (serve) => declaring(refusing(serve));
}

const OTHERS =
  /webhook|delivery|deliveries|redeliver|policy|policies|erase|erasure|reserve|reservation|recall|sendTestEvent/i;

export const variants: readonly Variant[] = [
  { id: 'counted-ids', title: 'Ids are numbers', compose: countedIds() },
  {
    id: 'printing-carrier',
    title: 'Its carrier is declared to print names and addresses',
    compose: printingCarrier,
  },
  { id: 'below-a-path', title: 'The base URL has a path', around: belowAPath, path: PREFIX },
  {
    id: 'core-alone',
    title: 'No optional profile is offered',
    around: coreAlone(({ operation = '' }) => OTHERS.test(operation)),
  },
];
