import { parseArgs } from 'node:util';
import { type Config, readConfig, settings } from '../config.ts';
import { type RunningServer, startServer } from '../listen.ts';

/** Serves until it is told to stop; answers the exit code. */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(settingsHelp());
    return 0;
  }
  const config = readConfig(process.env);
  const server = await startServer(config);
  process.stdout.write(greeting(config, server));
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await server.close();
  return 0;
}

function greeting({ environment, sandbox, database, zones }: Config, { url }: RunningServer): string {
  const lines = [
    `Open Return Forwarding (${environment}) answers on ${url}`,
    `  discovery  ${url}/.well-known/open-return-forwarding`,
    `  reference  ${url}/docs/`,
    `  database   ${database}`,
  ];
  if (zones !== undefined) lines.push(`  zones      ${zones}`);
  if (sandbox !== undefined)
    lines.push(`  token      ${sandbox.token}   (test control: ${sandbox.testControlSecret})`);
  else lines.push('  token      make one with: orf keys create --name NAME');
  if (environment === 'live')
    lines.push(
      '  carriers   none is built in for live use yet: every match goes back to the warehouse route',
    );
  return `${lines.join('\n')}\n`;
}

function settingsHelp(): string {
  const rows = Object.entries(settings).map(
    ([name, { default: value, meaning }]) =>
      `  ${name.padEnd(25)}${meaning}${value === '' ? '' : ` (${value})`}`,
  );
  return `orf serve: start the server. Everything is set by the environment:\n\n${rows.join('\n')}\n`;
}
