import { type Discovery, specVersion } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';

export const getDiscovery: Operation<'getDiscovery'> = async (context) => {
  const { limits, environment, baseUrl, profiles } = context;
  const body: Discovery = {
    protocol_versions: ['v1'],
    version: specVersion,
    base_url: baseUrl,
    environment,
    profiles: [...profiles],
    features: ['drop_off_code'],
    carriers: [...context.carriers.values()].map(({ id, profile }) => ({
      id,
      ...profile,
      formats: [...profile.formats],
    })),
    ...(await context.markets()),
    idempotency_retention_hours: limits.idempotencyRetentionHours,
    assessment_max_seconds: limits.assessmentMaxSeconds,
    order_decision_max_seconds: limits.orderDecisionMaxSeconds,
    documentation: { problems: '/problems', openapi: '/openapi.json', docs: '/docs/' },
  };
  return { status: 200, body };
};
