import { expect, test } from 'vitest';
import { marginalValue } from '../../src/checks/matching/bar.ts';

/** The example that the annex on matching reckons by hand. */
const example = {
  general: { rate: 0.8, outcomes: shares([232, 206, 26]) },
  naming: { rate: 0.1, outcomes: shares([377, 351, 173]) },
  cost: 15,
  pending: [],
};

function shares([zone = 0, country = 0, abroad = 0]: number[]) {
  return [
    { value: zone, share: 0.03 },
    { value: country, share: 0.77 },
    { value: abroad, share: 0.2 },
  ];
}

test.each([
  { n: 1, worth: 179.62 },
  { n: 3, worth: 49.15 },
])('the last of $n listings with three days left is worth $worth', ({ n, worth }) => {
  expect(marginalValue(example, n, 3)).toBeCloseTo(worth, 1);
});

test('without an order to come nothing is worth waiting for', () => {
  const nobody = { ...example, general: { rate: 0, outcomes: [] }, naming: { rate: 0, outcomes: [] } };
  expect(marginalValue(nobody, 1, 3)).toBe(0);
  expect(marginalValue({ ...nobody, cost: 0, pending: [80] }, 1, 3)).toBe(80);
});
