import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayInWords } from './day.ts';

test('days are counted over months, years and leap days', () => {
  expect(addDays('2021-06-01', -28)).toBe('2021-05-04');
  expect(addDays('2020-02-28', 1)).toBe('2020-02-29');
  expect(addDays('2021-12-31', 1)).toBe('2022-01-01');
});

test('there and back is where one started', () => {
  const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: -5000, max: 5000 }), (instant, days) => {
      const start = instant.toISOString().slice(0, 10);
      expect(addDays(addDays(start, days), -days)).toBe(start);
    }),
  );
});

test('a day in words leaves the year out beside a day of the same year', () => {
  expect(dayInWords('2021-06-01')).toBe('1 June 2021');
  expect(dayInWords('2021-06-15', '2021-06-01')).toBe('15 June');
  expect(dayInWords('2022-01-15', '2021-06-01')).toBe('15 January 2022');
});

test('text that is no day comes back unchanged', () => {
  expect(addDays('soon', 3)).toBe('soon');
  expect(dayInWords('soon')).toBe('soon');
  expect(dayInWords('')).toBe('');
});
