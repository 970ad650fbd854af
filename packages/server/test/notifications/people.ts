import type { CreateOrder, CreateReturn } from '@open-return-forwarding/protocol';
import { amsterdam, aReturn, denHaag } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type Deal, deliver, drain, match, scan } from '../support/shop.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

export const SENDER = 'sender@canary-sender.example';
export const BUYER = 'buyer@canary-buyer.example';
export const title = 'Wrap dress, red';

export const returned = (): Partial<CreateReturn> => ({
  product: { ...aReturn().product, title },
  ship_from: { ...amsterdam, name: 'Canary Sendersson', street: 'Canarysenderstraat 1', email: SENDER },
});
export const ordered = (): Partial<CreateOrder> => ({
  ship_to: { ...denHaag, name: 'Canary Buyerman', street: 'Canarybuyerlaan 2', email: BUYER },
});

/** A sandbox that writes to a mailbox, with a sender and a buyer who can be told apart in whatever is said. */
export interface Office {
  readonly shop: Sandbox;
  readonly mailbox: Mailbox;
  /** A match, its label issued. */
  deal(): Promise<Deal>;
  handedIn(): Promise<Deal>;
  delivered(): Promise<Deal>;
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const mailbox = await openMailbox();
  const shop = await startSandbox({
    ORF_SMTP_URL: mailbox.url,
    ORF_MAIL_FROM: 'returns@shop.example',
    ORF_RATING_URL: 'https://shop.example/rate?t={token}',
    ORF_MAIL_LOCALE: 'en, NL=nl',
  });
  const deal = () => match(shop, { returned: returned(), ordered: ordered() });
  return {
    shop,
    mailbox,
    deal,
    handedIn: async () => {
      const made = await deal();
      await scan(shop, made, 'picked_up');
      await drain(shop);
      return made;
    },
    delivered: async () => {
      const made = await deal();
      await deliver(shop, made);
      await drain(shop);
      return made;
    },
    close: async () => {
      await shop.close();
      await mailbox.stop();
    },
  };
}
