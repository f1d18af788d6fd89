import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../platform/failure/index.ts';
import { addDays, dayFrom, daysBetween } from './day.ts';
import { type Filter, filterSchema, sortSchema, sortsFrom } from './filter.ts';
import { type FilterReader, matches } from './filter-match.ts';
import type { AnyItem } from './kind.ts';
import { feature, idOf, itemOf, lineModel, linkOf, need, snapshotOf } from './line.sample.ts';
import { createMirror } from './mirror.ts';
import { compareBy, sortItems } from './sort-items.ts';
import { validate } from './validate.ts';

const ana = idOf(90_001);
const compact = itemOf('feature', 1, {
  title: 'Compact Mode',
  summary: 'Small toolbar',
  targetOn: '2021-06-01',
  horizon: 'now',
  cost: { amount: 1200, currency: 'EUR' },
  ownerId: ana,
  tags: ['proton', 'tabs'],
  custom: { effort: 3, size: 'Large' },
  changedAt: '2021-05-18T23:30:00.000Z',
  state: 'shipped',
  rank: 'Zz',
});
const tabs = itemOf('feature', 2, {
  title: 'tab groups',
  targetOn: '2021-05-20',
  horizon: 'later',
  custom: { effort: 10 },
  rank: 'a1',
  state: 'idea',
});
const bare = itemOf('feature', 10, { title: 'Zen', rank: 'a0' });
const all = [compact, tabs, bare];
const wanted = itemOf('need', 1, { revision: 3, materialRevision: 3 });
const line = createMirror(lineModel);
line.load(
  snapshotOf(
    1,
    [...all, wanted],
    [linkOf('feature.serves', compact, wanted, { agreedRevision: 2 }), linkOf('feature.serves', tabs, wanted)],
  ),
);
const reader: FilterReader = {
  memberId: ana,
  today: '2021-05-18',
  line,
  custom: new Map([
    ['effort', 'number'],
    ['size', 'text'],
  ]),
};

const found = (filter: Filter) => all.filter(matches(filter, feature, reader)).map((item) => item.number);
const is = (field: string, op: Extract<Filter, { field: string }>['op'], value?: unknown): Filter => ({
  field,
  op,
  value,
});

/** Filter and the numbers of the features it finds. */
const cases: readonly (readonly [string, Filter, readonly number[]])[] = [
  ['texts are compared case aside', is('title', 'is', 'compact mode'), [1]],
  ['a part of a text', is('title', 'contains', 'MOD'), [1]],
  ['a text that is not', is('summary', 'isNot', 'small TOOLBAR'), [2, 10]],
  ['one of several', is('state', 'in', ['idea', 'shipped']), [1, 2, 10]],
  ['none of several includes the empty', is('horizon', 'notIn', ['now']), [2, 10]],
  ['a value of a list', is('tags', 'contains', 'tabs'), [1]],
  ['any value of a list', is('tags', 'in', ['x', 'proton']), [1]],
  ['no value of a list', is('tags', 'isNot', 'tabs'), [2, 10]],
  ['an empty list', is('tags', 'isEmpty'), [2, 10]],
  ['me', is('ownerId', 'is', 'me'), [1]],
  ['not me', is('ownerId', 'isNot', 'me'), [2, 10]],
  ['nobody', is('ownerId', 'is', null), [2, 10]],
  ['somebody', is('ownerId', 'isNot', null), [1]],
  ['a day', is('targetOn', 'is', '2021-06-01'), [1]],
  ['before a relative day', is('targetOn', 'lt', 'today+14'), [2]],
  ['up to a relative day', is('targetOn', 'lte', 'today+14'), [1, 2]],
  ['within days, ends included', is('targetOn', 'within', { from: 2, to: 14 }), [1, 2]],
  ['within days, before', is('targetOn', 'within', { from: -30, to: 0 }), []],
  ['the day of a moment', is('changedAt', 'is', 'today'), [1]],
  ['money by its amount', is('cost', 'gte', 1200), [1]],
  ['numbers sent as text', is('number', 'gt', '1'), [2, 10]],
  ['a custom number', is('custom.effort', 'lt', 10), [1]],
  ['a custom text', is('custom.size', 'is', 'large'), [1]],
  ['an empty custom field', is('custom.effort', 'isEmpty'), [10]],
  ['out of step', is('outOfStep', 'is', true), [1]],
  ['in step', is('outOfStep', 'is', false), [2, 10]],
  ['linked to an item', is('linked.feature.serves', 'is', wanted.id), [1, 2]],
  ['linked to nothing', is('linked.feature.serves', 'isEmpty'), [10]],
  ['and', { and: [is('horizon', 'isNotEmpty'), is('title', 'contains', 'tab')] }, [2]],
  ['or', { or: [is('horizon', 'is', 'now'), is('number', 'is', 10)] }, [1, 10]],
  ['nothing to fulfil', { and: [] }, [1, 2, 10]],
  ['nothing to choose from', { or: [] }, []],
];

const failureOf = (run: () => unknown): string => {
  try {
    run();
    return 'nothing';
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.id;
  }
};

describe('a filter in memory', () => {
  it.each(cases)('finds %s', (_, filter, numbers) => expect(found(filter)).toEqual(numbers));

  it('refuses fields that are not there and values that do not fit', () => {
    expect(failureOf(() => found(is('colour', 'is', 'red')))).toBe('list.unknown-field');
    expect(failureOf(() => found(is('custom.colour', 'is', 'red')))).toBe('list.unknown-field');
    expect(failureOf(() => found(is('constructor', 'is', 'x')))).toBe('list.unknown-field');
    for (const bad of [
      is('targetOn', 'lt', 'soon'),
      is('cost', 'gt', 'much'),
      is('title', 'within', { from: 0, to: 1 }),
      is('cost', 'contains', '1'),
      is('tags', 'lt', 'a'),
      is('state', 'in', 'idea'),
    ]) {
      expect(failureOf(() => found(bad))).toBe('list.bad-filter');
    }
  });
});

describe('a filter as sent', () => {
  it('is read and bounded', () => {
    const filter = {
      and: [
        { field: 'ownerId', op: 'is', value: 'me' },
        { or: [{ field: 'targetOn', op: 'within', value: { from: -7, to: 0 } }] },
      ],
    };
    expect(validate(filterSchema, filter)).toEqual(filter);
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => ({ and: [inner] }), { field: 'a', op: 'is' });
    const many = {
      and: Array.from({ length: 50 }, () => ({ and: Array.from({ length: 50 }, () => ({ field: 'a', op: 'is' })) })),
    };
    for (const bad of [
      deep,
      many,
      null,
      'a',
      { field: 'a' },
      { field: '', op: 'is' },
      { field: 'a', op: 'like' },
      { and: [], or: [] },
      { field: 'a', op: 'is', value: 'x\u0000' },
    ]) {
      expect(failureOf(() => validate(filterSchema, bad))).toMatch(/^input\./);
    }
  });
});

describe('a sort', () => {
  const sorted = (text: string) => sortItems(all, sortsFrom(text), feature, reader.custom).map((item) => item.number);
  it('is read from an address', () => {
    const read = [
      { field: 'changedAt', descending: true },
      { field: 'title', descending: false },
    ];
    expect(sortsFrom('-changedAt, title,')).toEqual(read);
    expect(sortsFrom(validate(sortSchema, [{ field: 'changedAt', descending: true }, { field: 'title' }]))).toEqual(
      read,
    );
    expect(failureOf(() => validate(sortSchema, [{ field: '' }]))).toBe('input.invalid');
  });
  it('puts what is empty last, up and down', () => {
    expect(sorted('targetOn')).toEqual([2, 1, 10]);
    expect(sorted('-targetOn')).toEqual([1, 2, 10]);
    expect(sorted('-custom.effort')).toEqual([2, 1, 10]);
  });
  it('goes by the order of states and options, numbers of keys, and letters case aside', () => {
    expect(sorted('state')).toEqual([2, 10, 1]);
    expect(sorted('-horizon')).toEqual([2, 1, 10]);
    expect(sorted('-key')).toEqual([10, 2, 1]);
    expect(sorted('title')).toEqual([1, 2, 10]);
    expect(sorted('rank')).toEqual([1, 10, 2]);
  });
  it('is the same from whatever order, whatever the fields', () => {
    const field = fc.constantFrom(
      'title',
      'targetOn',
      'horizon',
      'state',
      'cost',
      'tags',
      'changedAt',
      'custom.effort',
      'rank',
      'key',
    );
    const anItem: fc.Arbitrary<AnyItem> = fc
      .record({
        title: fc.string({ maxLength: 2 }),
        targetOn: fc.option(fc.constantFrom('2021-05-01', '2021-06-01')),
        horizon: fc.option(fc.constantFrom('now', 'later')),
        number: fc.nat(4),
      })
      .map(({ number, ...values }) => itemOf('feature', number, values));
    const sorts = fc.array(fc.record({ field, descending: fc.boolean() }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(anItem, { maxLength: 6, selector: (item) => item.id }), sorts, (items, by) => {
        const sorted = sortItems(items, by, feature, reader.custom);
        expect(sortItems(items.toReversed(), by, feature, reader.custom)).toEqual(sorted);
        for (const [first, second] of sorted.slice(1).map((one, at) => [sorted[at] ?? one, one] as const)) {
          expect(sortItems([second, first], by, feature, reader.custom)).toEqual([first, second]);
          expect(compareBy(by, feature, reader.custom)(first, second)).toBe(-1);
        }
      }),
    );
  });
});

describe('a day', () => {
  it('is counted without clocks', () => {
    expect([addDays('2021-02-28', 1), addDays('2020-02-28', 1), addDays('2021-01-01', -1)]).toEqual([
      '2021-03-01',
      '2020-02-29',
      '2020-12-31',
    ]);
    expect(daysBetween('2021-05-31', '2021-06-02')).toBe(2);
    expect([
      dayFrom('today-1', '2021-05-18'),
      dayFrom('2021-02-29', '2021-05-18'),
      dayFrom('tomorrow', '2021-05-18'),
    ]).toEqual(['2021-05-17', null, null]);
  });
});

it('a filter on a need has no fields of a feature', () => {
  expect(failureOf(() => matches(is('targetOn', 'is', 'today'), need, reader))).toBe('list.unknown-field');
});
