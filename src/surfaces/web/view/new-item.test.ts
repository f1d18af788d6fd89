import { expect, it } from 'vitest';
import type { Filter } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { columnsOf } from './column.ts';
import { conditionCount, wholeFilter } from './filter-text.ts';
import { impliedValues } from './new-item.ts';

const kind = model.kind('feature');
const columns = columnsOf(kind, [
  { id: '1', key: 'size', label: 'Size', type: 'select', kinds: ['feature'], options: ['S', 'L'], archivedAt: null },
]);
const reader = { memberId: 'ana', today: '2021-05-18' };
const implied = (filter: Filter | null) => impliedValues(filter, columns, reader);

it('what is made in a filtered list gets what everything there has in common', () => {
  expect(implied(null)).toEqual({});
  expect(
    implied({
      and: [
        { field: 'state', op: 'in', value: ['planned'] },
        { field: 'ownerId', op: 'in', value: ['me'] },
        { field: 'targetOn', op: 'is', value: 'today+14' },
        { field: 'tags', op: 'contains', value: 'tabs' },
        { field: 'custom.size', op: 'in', value: ['L'] },
        { field: 'teamId', op: 'isEmpty' },
      ],
    }),
  ).toEqual({
    state: 'planned',
    ownerId: 'ana',
    targetOn: '2021-06-01',
    tags: ['tabs'],
    custom: { size: 'L' },
    teamId: null,
  });
});

it('what only some have in common is not taken over, nor what nobody can set', () => {
  expect(implied({ field: 'state', op: 'in', value: ['planned', 'building'] })).toEqual({});
  expect(
    implied({
      or: [
        { field: 'state', op: 'is', value: 'planned' },
        { field: 'horizon', op: 'is', value: 'now' },
      ],
    }),
  ).toEqual({});
  expect(implied({ field: 'createdBy', op: 'is', value: 'me' })).toEqual({});
  expect(implied({ field: 'outOfStep', op: 'is', value: true })).toEqual({});
});

it('conditions that are still being written narrow nothing', () => {
  const written = { field: 'horizon', op: 'in' as const, value: ['now'] };
  const unwritten = { field: 'state', op: 'in' as const, value: [] };
  expect(wholeFilter(unwritten)).toBeNull();
  expect(wholeFilter({ and: [unwritten, { or: [{ field: 'title', op: 'contains', value: '' }] }] })).toBeNull();
  expect(wholeFilter({ and: [unwritten, written] })).toEqual({ and: [written] });
  expect(conditionCount(wholeFilter({ and: [unwritten, { or: [written] }] }))).toBe(1);
  expect(wholeFilter({ field: 'state', op: 'isEmpty' })).toEqual({ field: 'state', op: 'isEmpty' });
});
