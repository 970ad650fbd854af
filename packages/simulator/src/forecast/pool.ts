import { Worker } from 'node:worker_threads';
import { doJob, type Job, type JobResult, type JobSetup } from './jobs.ts';

/** How jobs are done: in how many threads beside this one (0: in this one), and who is told of each that is done. */
export interface PoolSetting {
  readonly workers: number;
  readonly done?: (job: Job) => void;
}

/** Does all jobs and answers their results in their order, whichever is done first. Throws what a job throws. */
export async function doJobs(
  setup: JobSetup,
  jobs: readonly Job[],
  { workers, done = () => {} }: PoolSetting,
): Promise<JobResult[]> {
  if (workers === 0) {
    const results: JobResult[] = [];
    for (const job of jobs) {
      results.push(doJob(setup, job));
      done(job);
      // So that somebody can watch.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return results;
  }
  const results: JobResult[] = [];
  const next = jobs.entries();
  const threads = Array.from({ length: Math.min(workers, jobs.length) }, async () => {
    const thread = startThread(setup);
    try {
      for (const [at, job] of next) {
        results[at] = await thread.ask(job);
        done(job);
      }
    } finally {
      await thread.end();
    }
  });
  await Promise.all(threads);
  return results;
}

function startThread(setup: JobSetup) {
  // Compiled, the worker stands beside this file under another ending.
  const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const worker = new Worker(file, { workerData: setup, resourceLimits: limitsFor(setup) });
  return {
    ask: (job: Job) =>
      new Promise<JobResult>((resolve, reject) => {
        worker.removeAllListeners();
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(job);
      }),
    end: () => worker.terminate(),
  };
}

/** A run keeps little, but would let garbage pile up where there is room: names of articles, and some hundred megabytes. */
function limitsFor({ season }: JobSetup) {
  return {
    maxOldGenerationSizeMb: 256 + Math.ceil(season.skus.length / 4_000),
    maxYoungGenerationSizeMb: 24,
  };
}
