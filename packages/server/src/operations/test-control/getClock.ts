import type { TestOperation } from '../../casework/context.ts';

export const getClock: TestOperation<'getClock'> = async ({ sandbox }) => ({
  status: 200,
  body: await sandbox.clock(),
});
