import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceDesign } from './choice-design.ts';

type Inputs = Parameters<typeof choiceDesign.inputs.parse>[0];
const designed = (inputs: Inputs, seed = 1) => choiceDesign.run(choiceDesign.inputs.parse(inputs), { seed });
const two = ['low', 'high'];
const three = ['a', 'b', 'c'];

test('a linear attribute does not lift efficiency above that of a perfect design', () => {
  const { dEfficiency, levelBalance } = designed({
    attributes: { price: [1, 2, 3, 4, 5], brand: two },
    linear: ['price'],
    tasks: 8,
    alternatives: 2,
  });
  expect(dEfficiency).toBeCloseTo(1, 6);
  expect(levelBalance.filter(({ attribute, level }) => attribute === 'price' && level === '3')[0]?.shown).toBe(0);
});

describe('known optima', () => {
  test.each([
    [
      'two-level attributes in pairs: foldover of an orthogonal array',
      { attributes: { a: two, b: two, c: two }, tasks: 4, alternatives: 2 },
    ],
    [
      'seven two-level attributes in eight pairs (Plackett-Burman)',
      { attributes: Object.fromEntries('abcdefg'.split('').map((name) => [name, two])), tasks: 8, alternatives: 2 },
    ],
    [
      'three-level attributes in threes, no level repeated',
      { attributes: { a: three, b: three, c: three }, tasks: 9, alternatives: 3 },
    ],
    [
      'four-level attributes in fours',
      { attributes: { a: [1, 2, 3, 4], b: [1, 2, 3, 4] }, tasks: 16, alternatives: 4 },
    ],
  ])('%s', (_, inputs) => {
    const { dEfficiency, overlap } = designed({ ...inputs, starts: 25 });
    expect(dEfficiency).toBeCloseTo(1, 6);
    expect(overlap.every(({ share }) => share === 0)).toBe(true);
  });

  test('D-error of effects-coded pairs is one by the number of tasks', () => {
    const { dError, coefficients } = designed({ attributes: { a: two, b: two, c: two }, tasks: 4, alternatives: 2 });
    expect(dError).toBeCloseTo(1 / 4, 9);
    for (const { standardError } of coefficients) expect(standardError).toBeCloseTo(1 / 2, 9);
  });
});

/** Least D-error over every choice of two pairs of four profiles, utilities given, effects coding. */
function bruteForce(utility: (profile: readonly number[]) => number): number {
  const profiles = [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ];
  const pairs = profiles.flatMap((one, at) => profiles.slice(0, at).map((other) => [one, other] as const));
  const information = pairs.map(([one, other]) => {
    const p = 1 / (1 + Math.exp(utility(other) - utility(one)));
    const [x, y] = [one[0]! - other[0]!, one[1]! - other[1]!];
    return [x * x, x * y, y * y].map((value) => value * p * (1 - p));
  });
  const determinants = information.flatMap((one) =>
    information.map((other) => (one[0]! + other[0]!) * (one[2]! + other[2]!) - (one[1]! + other[1]!) ** 2),
  );
  return Math.max(...determinants) ** -0.5;
}

test('two pairs of two attributes: equal to the best of all questionnaires, at any priors', () => {
  const prior = fc.double({ min: -1.5, max: 1.5, noNaN: true });
  fc.assert(
    fc.property(prior, prior, (a, b) => {
      const { dError } = designed({
        attributes: { a: two, b: two },
        tasks: 2,
        alternatives: 2,
        priors: { a: { low: a, high: -a }, b: { low: b, high: -b } },
        starts: 30,
      });
      expect(dError).toBeCloseTo(
        bruteForce(([x = 0, y = 0]) => a * x + b * y),
        9,
      );
    }),
    { numRuns: 40 },
  );
});

test('names of levels do not matter, more starts never do worse, and priors help at the priors', () => {
  const attributes = { a: three, b: two, c: three };
  const priors = { a: { a: 1, b: 0, c: -1 }, b: { low: -0.5, high: 0.5 }, c: { a: 0, b: 0.6, c: -0.6 } };
  const base = { attributes, tasks: 8, alternatives: 2 };
  const renamed = designed({ ...base, attributes: { x: [1, 2, 3], y: [5, 6], z: [7, 8, 9] } });
  expect(renamed.dEfficiency).toBeCloseTo(designed(base).dEfficiency, 9);
  expect(designed({ ...base, starts: 40 }).dEfficiency).toBeGreaterThanOrEqual(
    designed({ ...base, starts: 3 }).dEfficiency - 1e-12,
  );
  const informed = designed({ ...base, priors });
  expect(informed.dErrorWithoutPriors).toBeGreaterThanOrEqual(designed(base).dErrorWithoutPriors - 1e-9);
});

test('prohibited pairs never appear, no offer is shown twice in a task, and blocks are even', () => {
  const { tasks, levelBalance } = designed({
    attributes: { price: [9, 19, 29], support: three },
    tasks: 12,
    blocks: 3,
    none: true,
    linear: ['price'],
    prohibited: [
      { price: 9, support: 'c' },
      { price: 29, support: 'a' },
    ],
  });
  for (const { alternatives, probabilities } of tasks) {
    expect(new Set(alternatives.map((offer) => JSON.stringify(offer))).size).toBe(3);
    for (const { price, support } of alternatives) expect(['9c', '29a']).not.toContain(`${price}${support}`);
    expect(probabilities).toEqual([0.25, 0.25, 0.25, 0.25]);
  }
  for (const block of [1, 2, 3]) expect(tasks.filter((task) => task.block === block)).toHaveLength(4);
  expect(
    levelBalance.filter(({ attribute }) => attribute === 'support').reduce((sum, { shown }) => sum + shown, 0),
  ).toBe(36);
});

test('strong priors: certain choices are warned of', () => {
  const { warnings } = designed({
    attributes: { a: two },
    tasks: 2,
    alternatives: 2,
    priors: { a: { low: 4, high: -4 } },
  });
  expect(warnings.map(({ id }) => id)).toContain('certain-choices');
});

test('too few tasks, one level, unknown levels, uneven blocks, nothing allowed: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => designed(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ attributes: { a: three, b: three }, tasks: 1 }, 'too-few-tasks');
  refusal({ attributes: { a: ['only'] }, tasks: 4 }, 'attribute-constant');
  refusal({ attributes: { a: ['x', 'x'] }, tasks: 4 }, 'level-repeats');
  refusal({ attributes: { a: two }, tasks: 4, alternatives: 2, linear: ['a'] }, 'level-not-number');
  refusal({ attributes: { a: two }, tasks: 4, alternatives: 2, priors: { a: { low: 1 } } }, 'level-unknown');
  refusal({ attributes: { a: two }, tasks: 4, alternatives: 2, prohibited: [{ a: 'mid' }] }, 'level-unknown');
  refusal({ attributes: { a: two, b: two }, tasks: 5, alternatives: 2, blocks: 2 }, 'blocks-uneven');
  refusal({ attributes: { a: two }, tasks: 4, alternatives: 3 }, 'too-few-profiles');
});
