import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = (path: string | URL) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('every example of the README is a file that the compiler checks', () => {
  const examples = [...text('../README.md').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  const compiled = readdirSync(new URL('readme/', import.meta.url)).map((name) => text(`readme/${name}`));
  expect(compiled).toHaveLength(4);
  expect(examples.toSorted()).toEqual(compiled.toSorted());
});
