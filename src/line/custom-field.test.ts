import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomField, checkCustomField, customFieldSchema, formulasOf, validateCustom } from './custom-field.ts';
import { parseFormula } from './formula.ts';
import { idOf, itemOf } from './line.sample.ts';

const custom = (key: string, type: CustomField['type'], more: Partial<CustomField> = {}): CustomField =>
  customFieldSchema.parse({ key, label: key, type, kinds: ['feature', 'need'], ...more });
const effort = custom('effort', 'number');
const size = custom('size', 'select', { options: ['S', 'L'] });
const rice = custom('rice', 'formula', { formula: 'importance * 10 / custom.effort' });
const fields = [
  effort,
  size,
  rice,
  custom('asks', 'link'),
  custom('arr', 'money'),
  custom('twice', 'formula', { formula: 'custom.rice * 2' }),
];

describe('custom values', () => {
  it('are read like any other field, null empties', () => {
    expect(
      validateCustom(fields, 'feature', { effort: 3, size: 'L', asks: idOf(1), arr: { amount: 5, currency: 'eur' } }),
    ).toEqual({
      effort: 3,
      size: 'L',
      asks: idOf(1),
      arr: { amount: 5, currency: 'EUR' },
    });
    expect(validateCustom(fields, 'feature', { effort: null })).toEqual({ effort: null });
  });
  it('of another kind, of the wrong type, or computed are refused by name', () => {
    expect(() => validateCustom(fields, 'message', { effort: 3 })).toThrow('"custom.effort"');
    expect(() => validateCustom(fields, 'feature', { efort: 3 })).toThrow('Did you mean "custom.effort"?');
    expect(() => validateCustom(fields, 'feature', { size: 'M' })).toThrow('must be one of: S, L');
    expect(() => validateCustom(fields, 'feature', { rice: 3 })).toThrow('is computed');
    expect(() => validateCustom(fields, 'feature', JSON.parse('{"__proto__": 1}'))).toThrow('custom.__proto__');
  });
});

describe('a definition', () => {
  it('whose parts do not fit is refused', () => {
    expect(() => checkCustomField(custom('size', 'select'))).toThrow('at least one option');
    expect(() => checkCustomField(custom('rice', 'formula', { formula: '1 +' }))).toThrow('ends too early');
    expect(() => checkCustomField(custom('rice', 'formula', { formula: 'custom.rice + 1' }))).toThrow(
      'must not read itself',
    );
    expect(() => checkCustomField(rice)).not.toThrow();
  });
});

describe('formulas of an item', () => {
  it('read its numbers and other formulas', () => {
    const need = itemOf('need', 1, { importance: 6, custom: { effort: 3 } });
    expect(formulasOf(fields, need)).toEqual({ rice: { value: 20, reason: null }, twice: { value: 40, reason: null } });
  });
  it('say why there is no value', () => {
    const reasonOf = (values: object, formula: string) =>
      formulasOf([...fields, custom('f', 'formula', { formula })], itemOf('need', 1, { ...values })).f?.reason;
    expect(reasonOf({}, 'importance + 1')).toBe('"importance" is empty');
    expect(reasonOf({ importance: 1 }, 'importance / 0')).toBe('it divides by zero');
    expect(reasonOf({}, 'impotence + 1')).toBe('there is no number "impotence"');
    expect(reasonOf({}, 'title + 1')).toBe('there is no number "title"');
    expect(reasonOf({}, 'constructor')).toBe('there is no number "constructor"');
    expect(reasonOf({}, '9 ^ 999')).toBe('the result is not a number');
  });
  it('that read each other in a circle have no value', () => {
    const circle = [custom('a', 'formula', { formula: 'custom.b' }), custom('b', 'formula', { formula: 'custom.a' })];
    expect(formulasOf(circle, itemOf('need', 1)).a?.value).toBeNull();
  });
});

const resultOf = (text: string, numbers: Readonly<Record<string, number>> = {}) =>
  parseFormula(text).evaluate((name) => numbers[name]).value;

describe('a formula', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['10 - 2 - 3', 5],
    ['7 % 4', 3],
    ['1.5e3', 1500],
    ['.5 + .5', 1],
    ['min(3, 1, 2)', 1],
    ['round(2.345, 2)', 2.35],
    ['if(2 > 1, 10, 20)', 10],
    ['1 < 2 and not(3 == 4)', 1],
    ['orElse(1 / 0, 7)', 7],
    ['sum(1,2,3)', 6],
    ['a.b + a.b', 8],
  ])('%s is %d', (text, value) => expect(resultOf(text, { 'a.b': 4 })).toBe(value));

  it.each([
    '',
    ' ',
    '1 +',
    '(1',
    '1 1',
    'max()',
    'min(1',
    'evil(1)',
    'if(1, 2)',
    'a; b',
    '"x"',
    '1 = 1',
    'constructor()',
    'and',
    '(((('.repeat(20),
    '-'.repeat(500),
    '1+'.repeat(600),
  ])('%j cannot be read, and says so', (text) => expect(() => parseFormula(text)).toThrow('cannot be read'));

  it('counts as JavaScript does', () => {
    const leaf = fc.integer({ min: 0, max: 9 }).map(String);
    const { sum } = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('sum'), fc.constantFrom('+', '-', '*', '<', '>='), tie('sum'))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc
          .tuple(leaf, fc.constantFrom('+', '-', '*'), leaf, fc.constantFrom('+', '-', '*'), leaf)
          .map((parts) => parts.join(' ')),
      ),
    }));
    fc.assert(
      fc.property(sum, (text) => {
        const expected = Number(new Function(`return ${text.replaceAll(/\(([^()]*)\)/g, '($1)')}`)());
        expect(resultOf(text)).toBe(expected);
      }),
    );
  });
  it('never throws anything but a sentence', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseFormula(text).evaluate(() => 1);
        } catch (error) {
          expect(String(error)).toContain('cannot be read');
        }
      }),
    );
  });
});
