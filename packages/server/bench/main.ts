import { parseArgs } from 'node:util';
import { benchIntake } from './intake.ts';

const help = `bench: how much the server carries on this machine, and how good its decisions are

  bench intake [--webhooks] [--rounds N] [--seconds N]
  bench matching [--seed S] [--quick]

intake   durable createReturn of an eligible return by 32 connections, against a bare node:http echo of the same
         body; each server in a process of its own, in turns, after a warm-up round. The last line is one JSON object.

  --webhooks  a second server with an active webhook endpoint takes its turn as well
  --rounds    rounds to take the median of (3)
  --seconds   length of a round (5)

matching the rule against the exact optimum, perfect knowledge and taking the first gain, for one listing and for
         crowds; then how long a decision takes among 1,000 and among 1,000,000 listings, and at a durable server.
         Progress goes to stderr. Then a line for each promise, and one JSON object. Ends with 1 if one is broken.

  --seed      what all draws come from (1)
  --quick     a few seconds of the same, to see that it runs: no promise is judged
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    webhooks: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
/** Six digits are more than any figure is worth. */
const shortened = (_: string, figure: unknown) =>
  typeof figure === 'number' ? Number(figure.toPrecision(6)) : figure;

const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const name = positionals.join(' ');

if (values.help) {
  process.stdout.write(help);
} else if (name === 'intake' && rounds >= 1 && seconds >= 1) {
  const result = await benchIntake({ rounds, seconds, webhooks: values.webhooks });
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else if (name === 'matching') {
  // Loaded where it is wanted: the other benchmark needs no simulated market.
  const { benchMatching } = await import('./matching/bench.ts');
  const result = await benchMatching({ seed: values.seed, quick: values.quick });
  process.stdout.write(`${JSON.stringify(result, shortened)}\n`);
  process.exitCode = result.broken.length === 0 ? 0 : 1;
} else {
  process.stderr.write(help);
  process.exitCode = 2;
}
