import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { calibration, calibrationText } from '../calibration/compare.ts';
import { type Assumptions, assumptionsOf } from '../forecast/assumptions.ts';
import { dayOf, type Forecast, type ForecastInput } from '../forecast/forecast.ts';
import { type LoadedSeason, loadSeason } from '../forecast/load.ts';
import { study } from '../forecast/study.ts';
import { writeSeason } from '../generate/csv-file.ts';
import { seasonInMemory } from '../generate/in-memory.ts';
import { madeSeason } from '../generate/made-season.ts';
import { MappingError } from '../intake/mapping.ts';
import { reportHtml } from '../report/report.ts';
import { helpText } from './help.ts';
import { type GenerateOptions, type RunOptions, readOptions, UsageError } from './options.ts';
import { PolicyError, readPolicy } from './policies.ts';
import { type ProgressBar, type ProgressOutput, progressBar } from './progress.ts';
import { chooseFiles } from './reading.ts';
import { summaryLine, summaryText } from './summary.ts';

/** Where the command writes: what it found out, and what goes on meanwhile. */
export interface Output {
  readonly out: { write(text: string): unknown };
  readonly err: ProgressOutput;
}

/** Runs the command; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function simulate(args: readonly string[], output: Output): Promise<number> {
  try {
    const options = readOptions(args);
    switch (options.command) {
      case 'help':
        output.out.write(helpText());
        return 0;
      case 'calibrate':
        return calibrate(options.seed, output);
      case 'generate':
        return await generate(options, output);
      case 'run':
        await run(options, output);
        return 0;
      default:
        return options satisfies never;
    }
  } catch (error) {
    output.err.write(`${explanationOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function calibrate(seed: number, { out }: Output): number {
  const found = calibration(seed);
  const { worst, permitted, lines } = found;
  out.write(`${calibrationText(found)}\n`);
  out.write(`${JSON.stringify({ shares: lines.length, worst, permitted, ok: worst <= permitted })}\n`);
  return worst <= permitted ? 0 : 1;
}

async function generate({ out, ...size }: GenerateOptions, output: Output): Promise<number> {
  const rows = await writeSeason(out, madeSeason(size));
  output.out.write(`${JSON.stringify({ rows, seed: size.seed, file: out })}\n`);
  return 0;
}

async function run(options: RunOptions, { out, err }: Output): Promise<void> {
  const bar = progressBar(options.quiet ? { write: () => {} } : err);
  const assumptions = chosenAssumptions(options);
  const { loaded, input } = await load(options, assumptions, bar);
  const { season } = loaded;
  const a = await readPolicy(options.policy, season.currency);
  const b = options.compare === undefined ? [] : [await readPolicy(options.compare, season.currency)];
  const anchor = a.policy.discount;
  const found = await study({
    season,
    policies: [a, ...b].map(({ name, policy }) => ({ name, scenario: { policy, assumptions, anchor } })),
    seed: options.seed,
    seeds: options.seeds,
    workers: options.workers,
    // Nobody sees the sliders where nothing is kept.
    what_if: options.json !== undefined || options.html !== undefined,
    progress: (done) => bar.show('replaying', done),
  });
  bar.end();
  const forecast: Forecast = { format: 'orf-forecast-1', input, ...found };
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(forecast, null, 2)}\n`);
  if (options.html !== undefined) await writeFile(options.html, reportHtml(forecast));
  out.write(`${summaryText(forecast)}\n${summaryLine(forecast)}\n`);
}

function chosenAssumptions({ assumptions }: RunOptions): Assumptions {
  try {
    return assumptionsOf(assumptions);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

async function load(
  { orders, returns, generated, reading, seed }: RunOptions,
  { return_days }: Assumptions,
  bar: ProgressBar,
): Promise<{ loaded: LoadedSeason; input: ForecastInput }> {
  if (generated !== undefined) {
    const whole = generated.orders + generated.returns;
    const season = seasonInMemory({ ...generated, seed }, (rows) => bar.show('making up', rows / whole));
    const loaded = { season, findings: [], rows: whole, used: whole, returns_name_orders: true };
    const notes = ['A made-up season of a fashion shop: not data, but something to try the tool on.'];
    return { loaded, input: inputOf(loaded, { files: [], layout: 'generated', notes }) };
  }
  const chosen = await chooseFiles({ orders: orders ?? '', returns }, reading, return_days);
  const loaded = await loadSeason(chosen.files, chosen.currency, (read, whole) =>
    bar.show('reading', whole === 0 ? 1 : read / whole),
  );
  if (loaded.season.returns === 0) throw new MappingError(nothingCameBack(loaded));
  const files = chosen.files.map(({ path }) => basename(path));
  return { loaded, input: inputOf(loaded, { ...chosen, files }) };
}

function nothingCameBack({ season, findings }: LoadedSeason): string {
  const found = findings.map(
    ({ count, code, lines, text }) => `  ${count} ${code}, line ${lines[0]}: ${text}`,
  );
  const what = `${season.orders} orders were read and no return, so there is nothing to forecast.`;
  return [what, ...found].join('\n');
}

function inputOf(
  { season, findings, rows, returns_name_orders }: LoadedSeason,
  { files, layout, notes }: Pick<ForecastInput, 'files' | 'layout' | 'notes'>,
): ForecastInput {
  return {
    ...{ files, layout, notes, findings, rows, returns_name_orders },
    currency: season.currency,
    orders: season.orders,
    returns: season.returns,
    articles: season.articles,
    articles_returned: season.skus.length,
    first_day: dayOf(season.first),
    last_day: dayOf(season.last),
  };
}

/** What went wrong, for whoever started the run; a fault of this program is not explained away. */
function explanationOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nSee --help.`;
  const expected = error instanceof MappingError || error instanceof PolicyError;
  if (error instanceof Error && (expected || 'code' in error)) return error.message;
  throw error;
}
