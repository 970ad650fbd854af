import type { Logger } from 'pino';
import type { Deliverer } from './background/worker.ts';
import type { Config } from './config.ts';
import { PostOffice } from './notifications/post-office.ts';
import { createSmtpNotifier } from './notifications/smtp.ts';
import type { Store } from './ports.ts';
import type { Services } from './services.ts';

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly services: Services;
  readonly log: Logger;
}

/** Has consumers written to beside what else is brought out of the house, where the operator asks for it. */
export async function withNotifications(
  { config: { mail }, store, services, log }: Parts,
  courier: Deliverer,
): Promise<Deliverer> {
  if (mail === undefined) return courier;
  await store.system.notifications.begin();
  const office = new PostOffice({
    store,
    services,
    log,
    notifier: createSmtpNotifier({ url: mail.smtpUrl, from: mail.from }),
    languages: mail.languages,
    ratingTemplate: mail.ratingUrl,
  });
  return together([courier, office]);
}

/** Several of those who bring news out of the house, as one. */
function together(deliverers: readonly Deliverer[]): Deliverer {
  const all = async (work: (deliverer: Deliverer) => Promise<void>) => {
    await Promise.all(deliverers.map(work));
  };
  const each = (work: (deliverer: Deliverer) => void) => () => deliverers.forEach(work);
  return {
    start: each((deliverer) => deliverer.start()),
    stop: () => all((deliverer) => deliverer.stop()),
    wake: each((deliverer) => deliverer.wake()),
    drain: () => all((deliverer) => deliverer.drain()),
    nextDue: async () => {
      const dues = await Promise.all(deliverers.map((deliverer) => deliverer.nextDue()));
      return dues.filter((due) => due !== undefined).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
    },
  };
}
