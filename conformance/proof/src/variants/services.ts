import type { Composition } from '@open-return-forwarding/server';

type Services = Composition['parts']['executor']['services'];

/** Changes what operations are given. */
export function withServices(change: (services: Services) => Partial<Services>) {
  return ({ parts }: Composition): void => {
    const { services } = parts.executor;
    Object.assign(services, change(services));
  };
}
