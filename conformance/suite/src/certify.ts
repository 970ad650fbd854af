import { randomBytes } from 'node:crypto';
import { type Catalogue, suiteDigest } from './catalogue.ts';
import { type Config, CREDENTIALS } from './config.ts';
import { type Contract, readContract } from './contract/contract.ts';
import { Documents } from './contract/documents.ts';
import { declaredRelease, type Release, readRegister } from './contract/register.ts';
import { discover } from './discover.ts';
import type { Transport } from './driver/live.ts';
import { receiver } from './driver/receiver.ts';
import type { CredentialName } from './driver/step.ts';
import type { Target } from './driver/wire.ts';
import { FORMAT, isComplete, type Report, sealed } from './report/report.ts';
import { profilesOf } from './report/verify.ts';
import type { Check, Need } from './run/check.ts';
import { type CheckRecord, observe, runChecks } from './run/run.ts';
import { chosenBy, countsOf, resultOf, verdicts } from './run/verdict.ts';
import { surroundings } from './surroundings.ts';
import { suiteVersion } from './version.ts';

export interface Commission {
  readonly config: Config;
  readonly catalogue: Catalogue;
  /** The folder of the specification. */
  readonly specification: string;
  /** Ids, or beginnings of ids, of the checks to run; none: all. */
  readonly selection: readonly string[];
  readonly seed?: string;
  /** What counts: what the release of the server's version holds, or, to prove the suite, also what came later. */
  readonly scored?: 'release' | 'everything';
  /** Another way to the server than HTTP, where it is in the same process. */
  readonly transport?: Transport;
  readonly onCheck: (record: CheckRecord, position: { readonly at: number; readonly of: number }) => void;
}

type Head = Pick<
  Report,
  'implementation' | 'mode' | 'seed' | 'selection' | 'suite' | 'specification' | 'release' | 'format'
>;

/** Runs the suite against a server and reports. Throws CannotBegin where there is no server to speak to. */
export async function certify(commission: Commission): Promise<Report> {
  return sealed(await examined(commission));
}

/** As `certify`, without the seal that lets others verify the report. */
export async function examined(commission: Commission): Promise<Omit<Report, 'digest'>> {
  const started = Date.now();
  const { catalogue } = commission;
  const { documents, contract } = specificationIn(commission.specification);
  const { head, release } = await headOf(commission, { documents, contract });
  const profiles = profilesOf(head);
  const around = surroundings(documents, contract, head);
  const records = await execute(commission, { around, profiles });
  const observed = observe(catalogue.observers, records, around);
  const requirements = verdicts({ register: readRegister(documents), release }, [...records, ...observed], {
    profiles,
    chosen: chosenBy(head.selection, checksOf(records)),
  });
  const counts = countsOf(requirements);
  const executed = records.filter(({ steps }) => steps.length > 0).length;
  return {
    ...head,
    started_at: new Date(started).toISOString(),
    seconds: Math.round((Date.now() - started) / 100) / 10,
    result: resultOf(counts, { complete: isComplete(head), executed }),
    counts,
    requirements,
    checks: records.map(({ check, judgement, steps }) => ({ ...named(check), ...judgement, steps })),
    observers: observed.map(({ check, judgement }) => ({ ...named(check), ...judgement })),
  };
}

function checksOf(records: readonly CheckRecord[]): readonly Check[] {
  return records.map(({ check }) => check);
}

interface Specification {
  readonly documents: Documents;
  readonly contract: Contract;
}

const specifications = new Map<string, Specification>();

/** The published files, read once in a process. */
function specificationIn(folder: string): Specification {
  const known = specifications.get(folder);
  if (known !== undefined) return known;
  const documents = new Documents(folder);
  const read = { documents, contract: readContract(documents) };
  specifications.set(folder, read);
  return read;
}

async function headOf(
  { config, selection, seed, scored = 'release' }: Commission,
  { documents, contract }: Specification,
): Promise<{ head: Head; release: Release | undefined }> {
  const discovery = await discover(targetOf(config), contract);
  const release = scored === 'release' ? declaredRelease(documents, discovery) : undefined;
  const head: Head = {
    format: FORMAT,
    suite: { version: suiteVersion(), digest: suiteDigest() },
    specification: { version: contract.version, digest: documents.digest() },
    ...(release === undefined ? {} : { release: release.version }),
    implementation: { url: config.url, discovery },
    mode: config.tokens.test_control === undefined ? 'observed' : 'certification',
    selection,
    seed: seed ?? randomBytes(4).toString('hex'),
  };
  return { head, release };
}

async function execute(
  commission: Commission,
  stand: Pick<Parameters<typeof runChecks>[0], 'around' | 'profiles'>,
): Promise<CheckRecord[]> {
  const { config, catalogue, selection } = commission;
  const checks = selected(catalogue.checks, selection);
  const listening = receiver({ plain: config.receiver_url, untrusted: config.untrusted_receiver_url });
  let at = 0;
  const onCheck = (record: CheckRecord) => {
    at += 1;
    commission.onCheck(record, { at, of: checks.length });
  };
  const tokens = { ...config.tokens, unknown: 'orf_test_nobody_has_this_token' };
  const { transport } = commission;
  const world = { target: targetOf(config), tokens, receiver: listening, ...(transport && { transport }) };
  try {
    return await runChecks({ ...stand, world, has: needsMet(config), onCheck }, checks);
  } finally {
    await listening.close();
  }
}

/** Checks whose id is, or begins with, one of the selected words. */
export function selected(checks: readonly Check[], selection: readonly string[]): readonly Check[] {
  if (selection.length === 0) return checks;
  return checks.filter(({ id }) => selection.some((word) => id === word || id.startsWith(`${word}.`)));
}

function targetOf({ url, headers, timeout_seconds }: Config): Target {
  return { url, headers, timeout_ms: timeout_seconds * 1000 };
}

function needsMet(config: Config): Set<Need> {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(config.url).hostname);
  const credentials = (Object.keys(CREDENTIALS) as CredentialName[]).filter(
    (name) => config.tokens[name] !== undefined,
  );
  return new Set<Need>([
    ...(config.tokens.test_control === undefined ? [] : (['test_control'] as const)),
    ...(isLocal || config.receiver_url !== undefined ? (['receiver'] as const) : []),
    ...(isLocal || config.untrusted_receiver_url !== undefined ? (['untrusted_receiver'] as const) : []),
    ...credentials.map((name) => `credential:${name}` as const),
  ]);
}

function named({ id, title, requirements }: Check): Pick<Check, 'id' | 'title' | 'requirements'> {
  return { id, title, requirements };
}
