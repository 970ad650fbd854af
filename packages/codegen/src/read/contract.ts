import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Fault, refuse } from '../fault.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { readDocument } from './document.ts';
import type { Contract, PolicyPreset, Problem } from './model.ts';
import { contractPath, readYaml } from './yaml.ts';

/** Reads every file of the contract in folder `spec`. Throws a ContractError. */
export async function readContract(spec: string): Promise<Contract> {
  const file = (name: string) => join(resolve(spec), name);
  const control = file('test-control.openapi.yaml');
  const [api, testControl, problems, lifecycles, policy] = await Promise.all([
    readDocument(file('openapi.yaml')),
    existsSync(control) ? readDocument(control, 'test_control') : undefined,
    readYaml(file('problems.yaml')),
    readYaml(file('lifecycles.yaml')),
    readYaml(file('policies/default.yaml')),
  ]);
  const places = {
    problems: contractPath(file('problems.yaml')),
    lifecycles: contractPath(file('lifecycles.yaml')),
    policy: contractPath(file('policies/default.yaml')),
  };
  return {
    api,
    ...(testControl === undefined ? {} : { testControl }),
    problems: readProblems(problems, places.problems),
    lifecycles,
    policy,
    presets: await readPresets(file('policies')),
    places,
  };
}

async function readPresets(folder: string): Promise<PolicyPreset[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.yaml$/, ''),
      text: await readFile(join(folder, name), 'utf8'),
      settings: await readYaml(join(folder, name)),
      place: contractPath(join(folder, name)),
    })),
  );
}

function readProblems(source: JsonObject, place: string): Record<string, Problem> {
  const faults: Fault[] = [];
  const problems = Object.entries(source).map(([code, value]) => {
    const entry = objectOf(value);
    const problem = {
      status: Number(entry.status),
      title: textOf(entry.title),
      description: textOf(entry.description),
      fix: textOf(entry.fix),
    };
    const whole =
      problem.status >= 400 && problem.status < 600 && problem.title && problem.description && problem.fix;
    if (!whole)
      faults.push({
        place: `${place}#/${code}`,
        message: 'needs status (4xx or 5xx), title, description and fix',
      });
    if (!/^[a-z][a-z0-9_]*$/.test(code))
      faults.push({ place: `${place}#/${code}`, message: 'is not snake_case' });
    return [code, problem] as const;
  });
  refuse(faults);
  return Object.fromEntries(problems);
}
