import type { Operation } from '../casework/context.ts';
import { readPolicy } from '../policy.ts';

export const validatePolicy: Operation<'validatePolicy'> = async ({ carriers }, { body }) => {
  const { findings } = readPolicy(body, carriers);
  const valid = findings.every(({ severity }) => severity !== 'error');
  return { status: 200, body: { valid, findings } };
};
