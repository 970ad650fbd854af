import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { baseUrl, CREDENTIALS } from '../config.ts';
import { readContract } from '../contract/contract.ts';
import { Documents } from '../contract/documents.ts';
import { discover } from '../discover.ts';
import { specificationFolder } from '../specification.ts';
import { UsageError } from './usage-error.ts';

const help = `orf-conformance init: writes a configuration for a server, from its discovery document.

  orf-conformance init --url URL [--out FILE]

  --out FILE   where it goes (orf-conformance.yaml); a file that exists is left alone
`;

const options = {
  url: { type: 'string' },
  out: { type: 'string', default: 'orf-conformance.yaml' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Writes a configuration to fill in; answers the exit code. */
export async function init(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.url === undefined) throw new UsageError('Which server? Name it with --url URL.');
  if (existsSync(values.out)) throw new UsageError(`${values.out} exists; name another file with --out.`);
  const url = baseUrl(values.url, '--url');
  const contract = readContract(new Documents(specificationFolder()));
  const discovery = await discover({ url, headers: {}, timeout_ms: 10_000 }, contract);
  writeFileSync(values.out, configuration(url, discovery.environment === 'sandbox'));
  process.stdout.write(
    `${values.out} is written. Set the environment variables that it names, then: orf-conformance run --config ${values.out}\n`,
  );
  return 0;
}

function configuration(url: string, isSandbox: boolean): string {
  const tokens = Object.entries(CREDENTIALS).filter(([name]) => isSandbox || name !== 'test_control');
  return [
    '# How the conformance suite reaches the server. Values in dollar braces come from the environment: keep tokens out of files.',
    `url: ${url}`,
    'tokens:',
    ...tokens.flatMap(([name, what]) => [`  # ${what}`, `  ${name}: \${ORF_TOKEN_${name.toUpperCase()}}`]),
    '# Sent with every request, for a gateway in front of the server.',
    'headers: {}',
    '# How the server reaches this machine, where it is not the same one: webhooks are sent there.',
    '# receiver_url: https://suite.example:8443',
    '# The same by https, with a certificate that the suite makes itself and the server must not trust.',
    '# untrusted_receiver_url: https://suite.example:9443',
    'timeout_seconds: 10',
    '',
  ].join('\n');
}
