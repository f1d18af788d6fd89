import { expect, test } from 'vitest';
import { itemFrom } from '../../../line/row.ts';
import { model } from '../workspace/model.ts';
import { neighboursOf } from './neighbours.ts';

const item = (number: number, rank: string, archivedAt: string | null = null) =>
  itemFrom(model.kind('feature'), { id: String(number), number, key: `FEA-${String(number)}`, rank, archivedAt });

test('before and after follow the rank and pass archived items by', () => {
  const items = [item(1, 'c'), item(2, 'a'), item(3, 'b', '2021-01-01T00:00:00Z'), item(4, 'b')];
  expect(neighboursOf(items, '4')).toEqual({ before: 'FEA-2', after: 'FEA-1' });
  expect(neighboursOf(items, '2')).toEqual({ before: null, after: 'FEA-4' });
  expect(neighboursOf(items, '3').after).toBe('FEA-4');
  expect(neighboursOf([], '1')).toEqual({ before: null, after: null });
});
