import { isDeepStrictEqual } from 'node:util';
import { type Contract, readContract } from '../contract/contract.ts';
import { Documents } from '../contract/documents.ts';
import { declaredRelease, readRegister } from '../contract/register.ts';
import { player, RecordMismatch } from '../driver/player.ts';
import type { Check, Judgement } from '../run/check.ts';
import { shown } from '../run/claim.ts';
import type { Observer } from '../run/observer.ts';
import { perform } from '../run/perform.ts';
import { observe } from '../run/run.ts';
import { chosenBy, countsOf, type Judged, resultOf, type Standard, verdicts } from '../run/verdict.ts';
import { surroundings } from '../surroundings.ts';
import { digestOf, isComplete, type Report, type ReportedCheck } from './report.ts';

/** What a stored report is held against. */
export interface Yardstick {
  /** The folder of the specification. */
  readonly specification: string;
  readonly checks: readonly Check[];
  readonly observers: readonly Observer[];
}

/** Reaches every verdict of a report again from its record alone. Answers what does not agree, in words; pure but for reading the specification. */
export async function verifyReport(report: Report, yardstick: Yardstick): Promise<string[]> {
  const documents = new Documents(yardstick.specification);
  const contract = readContract(documents);
  const faults =
    digestOf(report) === report.digest ? [] : ['the digest does not fit: the report was changed'];
  const judged: Judged[] = [];
  for (const held of report.checks) {
    const check = yardstick.checks.find(({ id }) => id === held.id);
    if (check === undefined) faults.push(`${held.id}: this suite has no such check`);
    else judged.push(await again({ report, contract, documents, faults }, check, held));
  }
  const around = surroundings(documents, contract, report);
  const observed = observe(yardstick.observers, report.checks, around);
  for (const { check, judgement } of observed) {
    faults.push(
      ...differences(
        report.observers.find(({ id }) => id === check.id),
        { id: check.id, ...judgement },
      ),
    );
  }
  const release = declaredRelease(documents, report.implementation.discovery);
  if (report.release !== release?.version)
    faults.push(
      `it is of ${releaseInWords(release?.version)}, reported as of ${releaseInWords(report.release)}`,
    );
  const standard = { register: readRegister(documents), release };
  faults.push(...disagreements(report, standard, [...judged, ...observed]));
  return faults;
}

interface Stand {
  readonly report: Report;
  readonly contract: Contract;
  readonly documents: Documents;
  readonly faults: string[];
}

async function again(stand: Stand, check: Check, held: ReportedCheck): Promise<Judged> {
  const { report, contract, documents, faults } = stand;
  if (held.ending.kind === 'not_applicable' || held.ending.kind === 'not_testable') {
    if (held.steps.length > 0) faults.push(`${check.id}: it was not run, and has a record`);
    return { check, judgement: held };
  }
  const driver = player(held.steps);
  try {
    const judgement = await perform(check, surroundings(documents, contract, report), driver);
    driver.finish();
    faults.push(...differences(held, { id: check.id, ...judgement }));
    return { check, judgement };
  } catch (error) {
    if (!(error instanceof RecordMismatch)) throw error;
    faults.push(`${check.id}: ${error.message}`);
    return { check, judgement: held };
  }
}

type Named = Judgement & { readonly id: string };

function differences(reported: Named | undefined, found: Named): string[] {
  const same =
    reported !== undefined &&
    reported.ending.kind === found.ending.kind &&
    isDeepStrictEqual(reported.asserted, found.asserted) &&
    isDeepStrictEqual(plain(reported.findings), plain(found.findings));
  const again = `${found.id}: judged again it is ${found.ending.kind} with ${found.findings.length} findings`;
  return same ? [] : [`${again}, not what is reported`];
}

function releaseInWords(version: string | undefined): string {
  return version === undefined ? 'no release' : `release ${version}`;
}

function disagreements(report: Report, standard: Standard, judged: readonly Judged[]): string[] {
  const chosen = chosenBy(report.selection, report.checks);
  const requirements = verdicts(standard, judged, { profiles: profilesOf(report), chosen });
  const counts = countsOf(requirements);
  const executed = report.checks.filter(({ steps }) => steps.length > 0).length;
  const result = resultOf(counts, { complete: isComplete(report), executed });
  const faults = requirements.flatMap((again) => {
    const reported = report.requirements.find(({ id }) => id === again.id);
    if (reported?.verdict !== again.verdict)
      return [
        `${again.id}: judged again it is ${again.verdict}, reported as ${reported?.verdict ?? 'nothing'}`,
      ];
    // What the suite says of its own failure differs from machine to machine.
    return reported.cause === again.cause || again.verdict === 'harness_error'
      ? []
      : [`${again.id}: judged again the cause is ${shown(again.cause)}, not ${shown(reported.cause)}`];
  });
  return result === report.result
    ? faults
    : [...faults, `the result is ${result}, reported as ${report.result}`];
}

/** The profiles that checks may be about: the core always, those declared, and the test control where the run had it. */
export function profilesOf({ implementation, mode }: Pick<Report, 'implementation' | 'mode'>): Set<string> {
  const { profiles } = implementation.discovery;
  const declared = Array.isArray(profiles) ? profiles.map(String) : [];
  return new Set(['core', ...declared, ...(mode === 'certification' ? ['test_control'] : [])]);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
