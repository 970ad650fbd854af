import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Collection, SalesDocument } from '../business-central.ts';

type Line = Readonly<Record<string, unknown>>;
export type FakeDocument = SalesDocument & { lines: Line[]; readonly invoiceNumber?: string };

/** As much of Business Central's API v2.0 as the example calls, in memory, with its refusals. */
export class FakeBusinessCentral {
  readonly documents: Record<Collection, FakeDocument[]> = {
    salesInvoices: [],
    salesOrders: [],
    salesCreditMemos: [],
  };
  readonly app = new Hono().basePath('/v2.0/production/api/v2.0/companies(cronus)');
  #last = 1000;

  constructor() {
    this.app.get('/:collection', (c) => {
      const [, wanted] = /^externalDocumentNumber eq '(.*)'$/.exec(c.req.query('$filter') ?? '') ?? [];
      const all = this.documents[c.req.param('collection') as Collection];
      return c.json({ value: all.filter((each) => each.externalDocumentNumber === wanted) });
    });
    this.app.post('/salesCreditMemos', async (c) => {
      const { salesCreditMemoLines: lines, ...rest } = await c.req.json();
      return c.json(this.add('salesCreditMemos', { ...rest, lines, status: 'Draft' }), 201);
    });
    this.app.post('/:document{.+}/salesOrderLines', async (c) => {
      this.#named('salesOrders', c.req.param('document')).lines.push(await c.req.json());
      return c.json({}, 201);
    });
    this.app.post('/:document{.+}/Microsoft.NAV.post', (c) => {
      const memo = this.#named('salesCreditMemos', c.req.param('document'));
      if (memo.status !== 'Draft') return c.json({ error: { code: 'Application_DialogException' } }, 400);
      Object.assign(memo, { status: 'Paid' });
      return c.body(null, 204);
    });
    this.app.post('/:document{.+}/Microsoft.NAV.shipAndInvoice', (c) => {
      const order = this.#named('salesOrders', c.req.param('document'));
      this.documents.salesOrders = this.documents.salesOrders.filter((each) => each !== order);
      this.add('salesInvoices', { ...order, status: 'Open' });
      return c.body(null, 204);
    });
  }

  add(collection: Collection, document: Partial<FakeDocument>): FakeDocument {
    const added = { lines: [], ...document, id: randomUUID(), number: String(++this.#last) } as FakeDocument;
    this.documents[collection].push(added);
    return added;
  }

  #named(collection: Collection, path: string): FakeDocument {
    const found = this.documents[collection].find(({ id }) => path === `${collection}(${id})`);
    if (found === undefined) throw new Error(`There is no ${path}`);
    return found;
  }
}
