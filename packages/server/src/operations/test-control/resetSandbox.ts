import type { TestOperation } from '../../casework/context.ts';

export const resetSandbox: TestOperation<'resetSandbox'> = async ({ sandbox }, { body }) => ({
  status: 200,
  body: await sandbox.reset(body),
});
