import { describe, expect, it } from 'vitest';
import { decimalSignOf, readMoney, readNumber } from './read-number.ts';

describe('decimalSignOf', () => {
  it.each([
    [['1.234,50', '12'], 'comma'],
    [['1,234.50'], 'point'],
    [['1,5', '2'], 'comma'],
    [['1,234'], 'point'],
    [['1.234.567'], 'comma'],
    [['11,995,706'], 'point'],
    [[], 'point'],
    [['3.14'], 'point'],
    [["1'234.50"], 'point'],
  ])('%j is written with a %s', (samples, sign) => {
    expect(decimalSignOf(samples)).toBe(sign);
  });
});

describe('readNumber', () => {
  it.each([
    ['12', 'point', 12],
    ['-1,234.5', 'point', -1234.5],
    ['1.234,5', 'comma', 1234.5],
    ['(12.00)', 'point', -12],
    ['45 %', 'point', 0.45],
    ['1 234,5', 'comma', 1234.5],
    ["1'234.50", 'point', 1234.5],
    ['1.2k', 'point', 1200],
    ['1e3', 'point', 1000],
    ['1,5', 'point', 1.5],
    ['−3', 'point', -3],
    ['11,995,706', 'point', 11_995_706],
    ['1.234.567', 'point', 1_234_567],
    ['.5', 'point', 0.5],
  ] as const)('%s (%s) is %d', (text, sign, value) => {
    expect(readNumber(text, sign)).toBeCloseTo(value, 10);
  });
  it.each(['', 'abc', '1.2.3', '00:07:27', '12 apples', '(12', '--1', '.', '1,23,4567,8'])(
    '%j is no number',
    (text) => {
      expect(readNumber(text, 'point')).toBeUndefined();
    },
  );
});

describe('readMoney', () => {
  it.each([
    ['1.234,50 €', 'comma', { amount: 1234.5, currency: 'EUR' }],
    ['$0.00', 'point', { amount: 0, currency: 'USD' }],
    ['CHF 12’000.-', 'point', undefined],
    ['USD 1,200', 'point', { amount: 1200, currency: 'USD' }],
    ['-£12.5', 'point', { amount: -12.5, currency: 'GBP' }],
    ['99 kr', 'point', { amount: 99, currency: 'SEK' }],
    ['12', 'point', 'no-currency'],
    ['free', 'point', undefined],
    ['(€12)', 'point', { amount: -12, currency: 'EUR' }],
  ] as const)('%s', (text, sign, value) => {
    expect(readMoney(text, { sign, currency: null })).toEqual(value);
  });
  it('takes the currency given where the text names none', () => {
    expect(readMoney('12', { sign: 'point', currency: 'GBP' })).toEqual({ amount: 12, currency: 'GBP' });
  });
});
