import type { Contract } from '../read/model.ts';
import { type GeneratedFile, header, literal, member } from './file.ts';

/** The policy that a server starts with. */
export function emitPolicy(contract: Contract): GeneratedFile {
  const text = `import type { PolicySettings } from './schemas.ts';

export const defaultPolicySettings: PolicySettings = ${literal(contract.policy)};
`;
  return { path: 'policy.ts', text: header(contract.places.policy) + text };
}

/** The policies to begin with, as text: the comments are for the person who edits one. */
export function emitPolicyPresets(contract: Contract): GeneratedFile {
  const rows = contract.presets.map(({ name, text }) => `  ${member(name)}: ${quoted(text)},\n`);
  const source = contract.places.policy.replace(/[^/]*$/, '*.yaml');
  const text = `export const policyPresets = {\n${rows.join('')}} as const;\n`;
  return { path: 'presets.ts', text: header(source) + text };
}

function quoted(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, (mark) => `\\${mark}`)}\``;
}
