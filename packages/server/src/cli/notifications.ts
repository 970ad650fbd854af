import { parseArgs } from 'node:util';
import type { Locale } from '@open-return-forwarding/protocol';
import { openStore } from '../compose.ts';
import { readConfig } from '../config.ts';
import type { StoredNotification } from '../notification-ports.ts';
import { mailLocales } from '../notifications/locales.ts';
import { sampleMessage } from '../notifications/sample.ts';
import { type StepName, stepNames, steps } from '../notifications/steps.ts';
import { SANDBOX_RETAILER } from '../retailer.ts';
import { UsageError } from './usage-error.ts';

const NEWEST = 1_000;

const help = `orf notifications: what senders and buyers are written at each step

  orf notifications list      every message there is, to whom it goes and what it says
  orf notifications preview   the messages as they look, with made-up data
  orf notifications log       what was sent, waits or was left out: the newest ${NEWEST}, without names

  --step NAME     one message only
  --locale LANG   ${mailLocales.join(', ')} (en)
  --html          the HTML part instead of the plain text
  --retailer      whose log, in the database of this machine (${SANDBOX_RETAILER})

They are off until the server has ORF_SMTP_URL and ORF_MAIL_FROM (orf serve --help).
`;

const options = {
  step: { type: 'string' },
  locale: { type: 'string', default: 'en' },
  html: { type: 'boolean', default: false },
  retailer: { type: 'string', default: SANDBOX_RETAILER },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Lists and previews the messages, and shows what became of them; answers the exit code. */
export async function notifications(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [action, ...rest] = positionals;
  if (values.help || action === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (rest.length > 0) throw new UsageError(`orf notifications ${action} takes options only.`);
  switch (action) {
    case 'list':
      return list();
    case 'preview':
      return preview(values.step, localeOf(values.locale), values.html);
    case 'log':
      return log(values.retailer);
    default:
      throw new UsageError(`orf notifications takes list, preview or log, not "${action}".`);
  }
}

function list(): number {
  const rows = stepNames.map((name) => {
    const { party, on, description } = steps[name];
    return `${name.padEnd(18)}${party.padEnd(8)}${description}  [${on.join(', ')}]\n`;
  });
  process.stdout.write(rows.join(''));
  return 0;
}

function preview(step: string | undefined, locale: Locale, html: boolean): number {
  for (const name of step === undefined ? stepNames : [stepOf(step)]) {
    const message = sampleMessage(name, locale);
    if (html) process.stdout.write(`<!-- ${name} -->\n${message.html}\n`);
    else process.stdout.write(`=== ${name}, to the ${steps[name].party}\n${inPlain(message)}\n`);
  }
  return 0;
}

function inPlain({ from, subject, text }: ReturnType<typeof sampleMessage>): string {
  return `From: ${from}\nSubject: ${subject}\n\n${text}`;
}

async function log(retailer: string): Promise<number> {
  const store = await openStore(readConfig(process.env));
  try {
    for (const row of await store.system.notifications.list(retailer, NEWEST)) {
      process.stdout.write(`${inALine(row)}\n`);
    }
  } finally {
    await store.close();
  }
  return 0;
}

function inALine({ created_at, step, status, reason, attempts, event_id }: StoredNotification): string {
  const what = reason === null ? status : `${status} (${reason})`;
  return `${created_at}  ${step.padEnd(18)}${what.padEnd(24)}attempts ${attempts}  ${event_id}`;
}

function stepOf(text: string): StepName {
  const step = stepNames.find((name) => name === text);
  if (step === undefined)
    throw new UsageError(`There is no step "${text}". There are: ${stepNames.join(', ')}.`);
  return step;
}

function localeOf(text: string): Locale {
  const locale = mailLocales.find((each) => each === text);
  if (locale === undefined)
    throw new UsageError(`--locale is one of ${mailLocales.join(', ')}, not "${text}".`);
  return locale;
}
