import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { parseExpression } from './expression.ts';
import { unitsIn } from './expression-units.ts';
import { formulaScore } from './formula-score.ts';

const value = (formula: string, values: Record<string, number> = {}) => {
  const { variables, evaluate } = parseExpression(formula, 'formula');
  return evaluate(variables.map((name) => values[name] ?? 0));
};

/** A formula beside what it should come to, built together. */
const { pair } = fc.letrec<{ pair: { text: string; value: number } }>((tie) => ({
  pair: fc.oneof(
    { maxDepth: 5 },
    fc.integer({ min: 0, max: 9 }).map((digit) => ({ text: String(digit), value: digit })),
    fc.constant({ text: 'x', value: 3.5 }),
    fc.tuple(fc.constantFrom('+', '-', '*', '/', '<', '>=', '=='), tie('pair'), tie('pair')).map(([sign, a, b]) => ({
      text: `(${a.text} ${sign} ${b.text})`,
      value: {
        '+': a.value + b.value,
        '-': a.value - b.value,
        '*': a.value * b.value,
        '/': a.value / b.value,
        '<': Number(a.value < b.value),
        '>=': Number(a.value >= b.value),
        '==': Number(a.value === b.value),
      }[sign],
    })),
    fc.tuple(tie('pair'), tie('pair'), tie('pair')).map(([a, b, c]) => ({
      text: `max(${a.text}, ${b.text}, min(${c.text}))`,
      value: Math.max(a.value, b.value, c.value),
    })),
    fc.tuple(tie('pair'), tie('pair'), tie('pair')).map(([a, b, c]) => ({
      text: `(${a.text} ? ${b.text} : ${c.text})`,
      value: a.value === 0 ? c.value : b.value,
    })),
  ),
}));

describe('formulas', () => {
  test('random formulas come to what they say', () => {
    fc.assert(
      fc.property(pair, ({ text, value: truth }) => {
        fc.pre(text.length < 1000 && Number.isFinite(truth));
        const found = value(text, { x: 3.5 });
        if (Number.isFinite(found)) expect(found).toBeCloseTo(truth, 9);
      }),
      { numRuns: 300 },
    );
  });

  test('precedence, powers, functions, logic', () => {
    expect(value('1 + 2 * 3 ^ 2')).toBe(19);
    expect(value('2 ^ 3 ^ 2')).toBe(512);
    expect(value('-2 ^ 2')).toBe(4);
    expect(value('10 % 4 - -1')).toBe(3);
    expect(value('ROUND(2.5) + floor(2.9) + ceil(2.1) + abs(-1)')).toBe(9);
    expect(value('sqrt(9) + ln(exp(2)) + log10(100) + pow(2, 3)')).toBeCloseTo(15, 12);
    expect(value('clamp(7, 0, 5) + if(1 < 2 && 0 || true, 10, 20)')).toBe(15);
    expect(value('min(3, 1, 2) + max(4)')).toBe(5);
  });

  test('property access, assignment, text, lists, calls of others, unknown signs, length and depth: refused', () => {
    const bad = [
      'a.b',
      'a["b"]',
      'constructor.constructor("x")()',
      'this',
      'a = 1',
      '"text"',
      '[1]',
      'foo(1)',
      'constructor(1)',
      '__proto__(1)',
      '1 +',
      '(1',
      'a b',
      '1, 2',
      '',
      'null',
      '1e999',
      'a & b',
      'a << 1',
      '~a',
      '!a',
      '+a',
      'log(3)',
      'sqrt()',
      'clamp(1, 2)',
      'if(1)(2)',
      'a ?? b',
      'a === 1',
      '1;2',
      '1'.repeat(1001),
      `${'('.repeat(400)}1${')'.repeat(400)}+${'-'.repeat(300)}1`,
    ];
    for (const formula of bad)
      expect(() => parseExpression(formula, 'formula'), formula).toThrow(
        expect.objectContaining({ id: 'formula-invalid', field: 'formula' }),
      );
  });

  test('names of the language are plain names', () => {
    expect(value('constructor + toString', { constructor: 2, toString: 3 })).toBe(5);
  });
});

test('units: products, quotients, powers, clashes, constants that fit any', () => {
  const unit = (formula: string, ...units: (string | null)[]) =>
    unitsIn(parseExpression(formula, 'formula').term, units);
  expect(unit('a * b / c', 'customers/quarter', '', 'person-months')).toEqual({
    unit: 'customers/person-months/quarter',
    clashes: [],
  });
  expect(unit('a / b', 'EUR/month', 'EUR/month')).toEqual({ unit: '', clashes: [] });
  expect(unit('sqrt(a * a) + b', 'EUR', 'EUR')).toEqual({ unit: 'EUR', clashes: [] });
  expect(unit('a ^ 2 + 10', 'm')).toEqual({ unit: 'm^2', clashes: [] });
  expect(unit('a + b', 'EUR', 'days')).toEqual({ unit: null, clashes: ['EUR and days'] });
  expect(unit('if(a > b, 1, 2)', 'EUR', 'days').clashes).toEqual(['EUR and days']);
  expect(unit('ln(a)', 'EUR').clashes).toEqual(['EUR and no unit']);
  expect(unit('a + b', 'EUR', null)).toEqual({ unit: 'EUR', clashes: [] });
  expect(unit('a * b', 'EUR', null).unit).toBeNull();
});

describe('scores by formula', () => {
  test('the example: bonus, floor, default and unit', async () => {
    const answer = await answerMethod(formulaScore, formulaScore.example.inputs);
    expect(answer.items.map(({ score }) => score)).toEqual([800, 1080]);
    expect(answer).toMatchObject({
      unit: 'customers/person-months/quarter',
      order: ['Audit log', 'Import'],
      warnings: [],
    });
  });

  test('a division by 0 leaves the item without rank; lowest may be best; unused and clashing are warned of', async () => {
    const answer = await answerMethod(formulaScore, {
      formula: 'a / b + c',
      variables: [{ name: 'a', unit: 'EUR' }, { name: 'b', unit: '' }, { name: 'c', unit: 'days' }, { name: 'd' }],
      items: [{ values: { a: 1, b: 0, c: 1 } }, { values: { a: 4, b: 1, c: 1 } }, { values: { a: 2, b: 1, c: 1 } }],
      rankFrom: 'lowest',
    });
    expect(answer.items.map(({ score, rank }) => [score, rank])).toEqual([
      [null, null],
      [5, 2],
      [3, 1],
    ]);
    expect(answer.order).toEqual(['Item 3', 'Item 2']);
    expect(answer.warnings.map(({ id }) => id)).toEqual(['units-differ', 'score-undefined', 'variable-unused']);
  });

  test('the order of the items does not matter', async () => {
    const values = fc.record({ a: fc.integer({ min: 0, max: 9 }), b: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 10 }), async (rows) => {
        const items = rows.map((row) => ({ values: row }));
        const ask = async (some: typeof items) =>
          (await answerMethod(formulaScore, { formula: 'a / b', items: some })).items;
        const ranks = (await ask(items)).map(({ rank }) => rank);
        expect((await ask(items.toReversed())).map(({ rank }) => rank).toReversed()).toEqual(ranks);
      }),
      { numRuns: 30 },
    );
  });

  test('a value missing, outside its range, a range turned round, a variable twice: refused', async () => {
    const refuse = (variables: object[], values: object) =>
      expect(answerMethod(formulaScore, { formula: 'a', variables, items: [{ values }] })).rejects;
    await refuse([], {}).toMatchObject({ id: 'value-missing', field: 'items.0.values.a' });
    await refuse([{ name: 'a', maximum: 1 }], { a: 2 }).toMatchObject({ id: 'value-out-of-range' });
    await refuse([{ name: 'a', minimum: 2, maximum: 1 }], { a: 2 }).toMatchObject({ id: 'range-invalid' });
    await refuse([{ name: 'a' }, { name: 'a' }], { a: 2 }).toMatchObject({ id: 'variable-twice' });
  });
});

test('a tie for first is said, also where the lowest score is best', async () => {
  const items = [4, 2, 2].map((cost) => ({ values: { cost } }));
  const { reading } = await answerMethod(formulaScore, { formula: 'cost', items, rankFrom: 'lowest' });
  expect(reading).toBe('By this formula Item 2 and Item 3 tie for first.');
});
