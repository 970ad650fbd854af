import type { Contract } from '../read/model.ts';
import { type GeneratedFile, header, literal } from './file.ts';

/** The policy that a server starts with. */
export function emitPolicy(contract: Contract): GeneratedFile {
  const text = `import type { PolicySettings } from './schemas.ts';

export const defaultPolicySettings: PolicySettings = ${literal(contract.policy)};
`;
  return { path: 'policy.ts', text: header(contract.places.policy) + text };
}
