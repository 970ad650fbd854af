import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { stringify } from 'yaml';
import { settingsOf } from '../policy.ts';
import { inWords, openPolicyFile, type PolicyFile } from '../policy-file.ts';
import { type Change, changesBetween } from './policy-changes.ts';
import { presetNames, presetText } from './policy-presets.ts';
import type { PolicySource } from './policy-source.ts';
import { UsageError } from './usage-error.ts';

/** Prints a policy to begin with. */
export function init(preset = presetNames[0] ?? ''): number {
  process.stdout.write(presetText(preset));
  return 0;
}

/** Prints all that is wrong with a file. */
export async function check(source: PolicySource, name: string): Promise<number> {
  const { file, findings } = await examine(source, name);
  process.stdout.write(inWords(file, findings));
  process.stdout.write(`${summary(name, findings)}\n`);
  return hasErrors(findings) ? 1 : 0;
}

/** Prints the policy in force, or the version that is asked for, as a file. */
export async function show(source: PolicySource, version: string | undefined): Promise<number> {
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) {
    throw new UsageError(`A version is a number, not "${version}".`);
  }
  const policy = await source.read(version === undefined ? undefined : Number(version));
  process.stdout.write(`# Version ${policy.version}, from ${policy.effective_from} on.\n`);
  process.stdout.write(stringify(settingsOf(policy)));
  return 0;
}

/** Prints what a file would change. */
export async function diff(source: PolicySource, name: string): Promise<number> {
  const file = await openPolicyFile(name);
  const changes = changesBetween(settingsOf(await source.read()), file.document);
  process.stdout.write(changes.map(line).join(''));
  return changes.length === 0 ? 0 : 1;
}

/** Puts a file in force unless it has errors or says nothing new. */
export async function apply(source: PolicySource, name: string): Promise<number> {
  const { file, findings } = await examine(source, name);
  process.stderr.write(inWords(file, findings));
  if (hasErrors(findings)) {
    process.stderr.write(`${summary(name, findings)} Nothing was changed.\n`);
    return 1;
  }
  const inForce = await source.read();
  const changes = changesBetween(settingsOf(inForce), file.document);
  if (changes.length === 0) {
    process.stdout.write(`Version ${inForce.version} says the same: nothing to do.\n`);
    return 0;
  }
  process.stdout.write(changes.map(line).join(''));
  // A document without errors is of the right shape.
  const made = await source.put(file.document as PolicySettings, inForce.version);
  process.stdout.write(`Version ${made.version} is in force from ${made.effective_from} on.\n`);
  return 0;
}

async function examine(
  source: PolicySource,
  name: string,
): Promise<{ readonly file: PolicyFile; readonly findings: readonly PolicyFinding[] }> {
  const file = await openPolicyFile(name);
  return { file, findings: await source.validate(file.document) };
}

function hasErrors(findings: readonly PolicyFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function summary(name: string, findings: readonly PolicyFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const verdict = errors === 0 ? 'may be put in force' : 'may not be put in force';
  return `${name} ${verdict}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function line({ pointer, before, after }: Change): string {
  const said = (value: unknown) => (value === undefined ? '(none)' : JSON.stringify(value));
  return `${pointer}: ${said(before)} -> ${said(after)}\n`;
}
