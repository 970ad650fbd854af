import { parseArgs } from 'node:util';
import { benchIntake } from './intake.ts';

const help = `bench: how much the server carries on this machine

  bench intake [--webhooks] [--rounds N] [--seconds N]

intake   durable createReturn of an eligible return by 32 connections, against a bare node:http echo of the same
         body; each server in a process of its own, in turns, after a warm-up round. The last line is one JSON object.

  --webhooks  a second server with an active webhook endpoint takes its turn as well
  --rounds    rounds to take the median of (3)
  --seconds   length of a round (5)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    webhooks: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

if (values.help) {
  process.stdout.write(help);
} else if (positionals.join(' ') === 'intake' && rounds >= 1 && seconds >= 1) {
  const result = await benchIntake({ rounds, seconds, webhooks: values.webhooks });
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  process.stderr.write(help);
  process.exitCode = 2;
}
