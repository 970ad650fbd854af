import type { Operation } from '../casework/context.ts';

export const listWebhookEndpoints: Operation<'listWebhookEndpoints'> = (context, { query }) =>
  context.query(async (view) => {
    const { items, next_cursor } = await view.endpoints.page({}, query);
    return { status: 200, body: { items: items.map(({ doc }) => doc), next_cursor } };
  });
