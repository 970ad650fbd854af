import type { Money, SettlementPair } from '@open-return-forwarding/client';

/** A record of the API v2.0: a posted or draft invoice, an order, a credit memo. */
export interface SalesDocument {
  readonly id: string;
  readonly number: string;
  readonly customerNumber: string;
  readonly externalDocumentNumber: string;
  readonly status: string;
}

export type Collection = 'salesInvoices' | 'salesOrders' | 'salesCreditMemos';

/** The parts of Business Central's API v2.0 that the pair needs. `company` is the URL up to `/companies(…)`. */
export class BusinessCentral {
  readonly #company: string;
  readonly #token: string;

  constructor({ company, token }: { readonly company: string; readonly token: string }) {
    this.#company = company;
    this.#token = token;
  }

  /**
   * Posts the pair: the first sale is credited, the second shipped and invoiced, and each names the other. Safe to repeat:
   * what is there already is found by the number of the second sale. Throws when a document is missing or refused.
   */
  async postPair({ refund, second_sale }: SettlementPair, sku: string): Promise<void> {
    if (refund && second_sale) await this.#creditFirstSale(refund, { sku, counterpart: second_sale.ref });
    if (second_sale) await this.#invoiceSecondSale(second_sale, refund?.ref);
  }

  async #creditFirstSale(
    { ref = '', net }: { readonly ref?: string; readonly net: Money },
    { sku, counterpart = '' }: { readonly sku: string; readonly counterpart: string | undefined },
  ): Promise<void> {
    const first = await this.#find('salesInvoices', ref);
    if (first === undefined) throw new Error(`There is no posted invoice of ${ref}`);
    const memo =
      (await this.#find('salesCreditMemos', counterpart)) ??
      (await this.#create<SalesDocument>('salesCreditMemos', {
        customerNumber: first.customerNumber,
        externalDocumentNumber: counterpart,
        // "Applies-to Doc. No." of the document.
        invoiceNumber: first.number,
        currencyCode: net.currency,
        salesCreditMemoLines: [
          { lineType: 'Item', lineObjectNumber: sku, quantity: 1, unitPrice: net.amount / 100 },
        ],
      }));
    if (memo.status === 'Draft') await this.#create(`salesCreditMemos(${memo.id})/Microsoft.NAV.post`);
  }

  async #invoiceSecondSale({ ref = '' }: { readonly ref?: string }, counterpart = ''): Promise<void> {
    // An order that is shipped and invoiced in full is gone; its invoice is there.
    if ((await this.#find('salesInvoices', ref)) !== undefined) return;
    const order = await this.#find('salesOrders', ref);
    if (order === undefined) throw new Error(`There is neither an order nor an invoice of ${ref}`);
    const description = `Forwarded item of ${counterpart}`;
    await this.#create(`salesOrders(${order.id})/salesOrderLines`, { lineType: 'Comment', description });
    await this.#create(`salesOrders(${order.id})/Microsoft.NAV.shipAndInvoice`);
  }

  async #find(collection: Collection, externalDocumentNumber: string): Promise<SalesDocument | undefined> {
    const filter = `externalDocumentNumber eq '${externalDocumentNumber.replaceAll("'", "''")}'`;
    const path = `${collection}?$filter=${encodeURIComponent(filter)}`;
    return (await this.#send<{ value: SalesDocument[] }>('GET', path)).value[0];
  }

  #create<Answer>(path: string, body?: object): Promise<Answer> {
    return this.#send('POST', path, body);
  }

  async #send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.#company}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Business Central refuses ${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
