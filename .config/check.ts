import { spawn } from 'node:child_process';

/** Every gate of the project, each a command; a gate speaks only where it finds something. */
const gates: Readonly<Record<string, string>> = {
  lint: 'biome check --error-on-warnings --max-diagnostics=100 .',
  types: 'tsc -p .',
  imports: 'depcruise --config .dependency-cruiser.mjs packages conformance examples .config',
  spec: 'redocly lint --config .config/redocly.yaml spec/openapi.yaml spec/test-control.openapi.yaml',
  generated: 'node packages/codegen/src/main.ts --check',
  standard: 'node .config/standard/main.ts --check',
  walk: 'node .config/walkthrough/main.ts --check',
  compat: 'node .config/compatibility/main.ts',
  words: 'node .config/words.ts',
  settings: 'node .config/settings.ts',
  site: 'node .config/site.ts --check',
};

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

function run(command: string): Promise<Outcome> {
  const [program = '', ...args] = command.split(' ');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ passed: false, output: `${error.message}\n` }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

async function pass(name: string, command: string): Promise<boolean> {
  const start = performance.now();
  const { passed, output } = await run(command);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds} s  ${command}\n`);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n\n`);
  return passed;
}

const results = await Promise.all(Object.entries(gates).map(([name, command]) => pass(name, command)));
const failed = results.filter((passed) => !passed).length;
process.stdout.write(`check: ${results.length - failed} gates passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
