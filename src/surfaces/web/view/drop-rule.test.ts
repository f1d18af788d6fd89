import { expect, it } from 'vitest';
import { itemFrom } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { type Column, columnsOf } from './column.ts';
import { dropProblem } from './drop-rule.ts';

const kind = model.kind('feature');
const columns = columnsOf(kind, []);
const item = itemFrom(kind, { id: '1', key: 'FEA-1', title: 'Tabs', state: 'planned', createdBy: 'ana' });
const free = { mayEdit: true, isOrdered: false };
const into = (name: string, value: unknown) => ({
  label: String(value),
  holds: columns.filter((one) => one.name === name).map((column: Column) => ({ column, value })),
});

it('an editor moves an item into any group whose field can be written', () => {
  expect(dropProblem(item, into('state', 'shipped'), free)).toBeNull();
  expect(dropProblem(item, into('horizon', null), free)).toBeNull();
  expect(dropProblem(item, into('state', 'planned'), free)).toBeNull();
});

it('what cannot be dropped says why', () => {
  expect(dropProblem(item, into('state', 'shipped'), { ...free, mayEdit: false })).toMatch(/may read/);
  expect(dropProblem(item, into('createdBy', 'bo'), free)).toMatch(/^Created by is kept/);
  expect(dropProblem(item, into('state', null), free)).toBe('State cannot be empty.');
  expect(dropProblem(item, into('state', 'planned'), { ...free, isOrdered: true })).toMatch(/clear it to rank/);
  const archived = itemFrom(kind, { id: '1', key: 'FEA-1', title: 'Tabs', archivedAt: '2021-06-01T00:00:00Z' });
  expect(dropProblem(archived, into('state', 'shipped'), free)).toBe('FEA-1 is archived: restore it first.');
});
