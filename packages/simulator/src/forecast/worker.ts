import { parentPort, workerData } from 'node:worker_threads';
import { doJob, type Job, type JobSetup } from './jobs.ts';

const setup = workerData as JobSetup;

parentPort?.on('message', (job: Job) => parentPort?.postMessage(doJob(setup, job)));
