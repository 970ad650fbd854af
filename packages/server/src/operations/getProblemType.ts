import { ProblemError, problems } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';

export const getProblemType: Operation<'getProblemType'> = async (_context, { path }) => {
  const register: Readonly<Record<string, (typeof problems)[keyof typeof problems]>> = problems;
  const entry = Object.hasOwn(register, path.code) ? register[path.code] : undefined;
  if (entry === undefined)
    throw new ProblemError('not_found', { detail: 'there is no problem with this code' });
  return { status: 200, body: { code: path.code, ...entry } };
};
