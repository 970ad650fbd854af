import { verifyWebhook, WebhookError } from '@open-return-forwarding/client/webhooks';

const secrets = ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];

export async function receive(request: Request): Promise<Response> {
  try {
    const event = await verifyWebhook(request, secrets);
    if (event.type === 'refund.requested') console.log('pay', event.data.amount, 'once for', event.data.id);
    return new Response(null, { status: 204 }); // also for types that you do not know
  } catch (error) {
    if (error instanceof WebhookError) return new Response(error.code, { status: 400 });
    throw error;
  }
}
