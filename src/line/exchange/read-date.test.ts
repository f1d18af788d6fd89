import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf, readDay, readInstant } from './read-date.ts';

describe('dateOrderOf', () => {
  it.each([
    [['03/04/2021', '25/04/2021'], 'day-first', true],
    [['03/04/2021', '04/25/2021'], 'month-first', true],
    [['03/04/2021'], 'day-first', false],
    [['3.4.2021'], 'day-first', true],
    [[], 'day-first', false],
  ])('%j', (samples, order, certain) => {
    expect(dateOrderOf(samples)).toEqual({ order, certain });
  });
});

describe('readDay', () => {
  it.each([
    ['2021-06-03', '2021-06-03'],
    ['2021-06-03 23:51:46 -0700', '2021-06-03'],
    ['2021-06-03T23:51:46.123Z', '2021-06-03'],
    ['3/6/2021', '2021-06-03'],
    ['6/25/21', '2021-06-25'],
    ['25/Feb/26 10:17 PM', '2026-02-25'],
    ['1. Juni 2021', '2021-06-01'],
    ['June 1st, 2021', '2021-06-01'],
    ['Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)', '2026-05-13'],
    ['Tue, 01 Jun 2021 10:00:00 +0000', '2021-06-01'],
    ['44348', '2021-06-01'],
    ['1622505600', '2021-06-01'],
    ['1622505600000', '2021-06-01'],
    ['20210601', '2021-06-01'],
    ['2021-06', '2021-06-01'],
    ['1 de junio de 2021', '2021-06-01'],
    ['12 févr. 2021', '2021-02-12'],
    ['03.06.21', '2021-06-03'],
    ['6/21/2025 16:14', '2025-06-21'],
  ])('%s', (text, day) => {
    expect(readDay(text, 'day-first')).toBe(day);
  });
  it.each(['', 'soon', '2021-13-01', '31/02/2021', 'Q2 2021', '12', '2021-06-03 maybe', '32/Feb/21', 'May'])(
    '%j is no day',
    (text) => {
      expect(readDay(text, 'day-first')).toBeUndefined();
    },
  );
  it('obeys the order of the column', () => {
    expect(readDay('03/04/2021', 'month-first')).toBe('2021-03-04');
    expect(readDay('03/04/2021', 'day-first')).toBe('2021-04-03');
  });
  it('gives back every day it is given, in every spelling', () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2068-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        expect(readDay(iso, 'day-first')).toBe(iso);
        expect(readDay(`${day}/${month}/${year}`, 'day-first')).toBe(iso);
        expect(readDay(`${month}/${day}/${year?.slice(2)}`, 'month-first')).toBe(iso);
        expect(readDay(date.toUTCString(), 'day-first')).toBe(iso);
      }),
    );
  });
});

describe('readInstant', () => {
  const utc = { order: 'day-first', timeZone: 'UTC' } as const;
  it.each([
    ['2021-06-03 23:51:46 -0700', '2021-06-04T06:51:46.000Z'],
    ['2021-06-03T23:51:46Z', '2021-06-03T23:51:46.000Z'],
    ['25/Feb/26 10:17 PM', '2026-02-25T22:17:00.000Z'],
    ['12/31/2021 12:05 AM', '2021-12-31T00:05:00.000Z'],
    ['2021-06-03', '2021-06-03T00:00:00.000Z'],
    ['Wed May 13 2026 11:21:41 GMT+0200 (CEST)', '2026-05-13T09:21:41.000Z'],
    ['44348.5', '2021-06-01T12:00:00.000Z'],
    ['1622548800123', '2021-06-01T12:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(readInstant(text, utc)).toBe(instant);
  });
  it('reads clock time without an offset in the zone of the workspace', () => {
    expect(readInstant('2021-06-03 12:00', { order: 'day-first', timeZone: 'Europe/Zurich' })).toBe(
      '2021-06-03T10:00:00.000Z',
    );
    expect(readInstant('2021-01-03 12:00', { order: 'day-first', timeZone: 'Europe/Zurich' })).toBe(
      '2021-01-03T11:00:00.000Z',
    );
  });
  it.each(['', '2021-06-03 25:00', '2021-06-03 10:61', 'yesterday'])('%j is no moment', (text) => {
    expect(readInstant(text, utc)).toBeUndefined();
  });
});
