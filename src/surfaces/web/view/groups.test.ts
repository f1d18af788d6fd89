import { expect, it } from 'vitest';
import { type AnyItem, itemFrom } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { columnsOf } from './column.ts';
import { groupsOf, pathsOf, placing, rowsOf } from './groups.ts';
import { totalOf } from './totals.ts';

const kind = model.kind('feature');
const columns = columnsOf(kind, [
  {
    id: '1',
    key: 'size',
    label: 'Size',
    type: 'select',
    kinds: ['feature'],
    options: ['S', 'L'],
    archivedAt: null,
  },
  { id: '2', key: 'cost', label: 'Cost', type: 'money', kinds: ['feature'], archivedAt: null },
]);
const columnOf = (name: string) => columns.filter((one) => one.name === name);
const item = (id: string, values: object): AnyItem => itemFrom(kind, { id, key: id, title: id, ...values });
const items = [
  item('a', { state: 'shipped', horizon: 'now', custom: { size: 'L', cost: { amount: 10, currency: 'EUR' } } }),
  item('b', { state: 'planned', horizon: null, custom: { cost: { amount: 5, currency: 'USD' } } }),
  item('c', { state: 'planned', horizon: 'next', reach: 1200, impact: 1, custom: {} }),
  item('d', { state: 'planned', horizon: 'next', reach: 40, impact: 2, custom: { size: 'S' } }),
];
const nameOf = (id: string): string => id;

it('groups stand in the order of their options, what is empty last, and groups within them alike', () => {
  const groups = groupsOf(items, { columns: [...columnOf('state'), ...columnOf('horizon')], nameOf });
  expect(pathsOf(groups)).toEqual(['planned', 'planned/next', 'planned/', 'shipped', 'shipped/now']);
  const shown = rowsOf(groups, ['planned/next', 'shipped']).map((row) =>
    'group' in row ? `${row.group.label} ${String(row.group.items.length)}` : row.item.id,
  );
  expect(shown).toEqual(['Planned 3', 'Next 2', 'No horizon 1', 'b', 'Shipped 1']);
});

it('empty options are groups where they are wanted: columns of a board', () => {
  const groups = groupsOf(items, { columns: columnOf('horizon'), nameOf, withUnused: true });
  expect(groups.map((group) => [group.label, group.items.length])).toEqual([
    ['Now', 1],
    ['Next', 2],
    ['Later', 0],
    ['No horizon', 1],
  ]);
});

it('an item gets what it lacks of a group, custom fields beside those it has', () => {
  const [shipped] = groupsOf(items.slice(0, 1), {
    columns: [...columnOf('state'), ...columnOf('custom.size')],
    nameOf,
  });
  const large = shipped?.within[0] ?? { holds: [] };
  expect(placing(item('e', { state: 'shipped', custom: { team: 'x' } }), large)).toEqual({
    custom: { size: 'L' },
  });
  expect(placing({ custom: {} }, large)).toEqual({ state: 'shipped', custom: { size: 'L' } });
  expect(placing(items[0] ?? item('', {}), large)).toEqual({});
});

it('figures are added up, scales and shares averaged, and currencies kept apart', () => {
  const total = (name: string) => columnOf(name).map((column) => totalOf(column, items)?.short ?? null)[0];
  expect(total('reach')).toBe('Σ 1,240');
  expect(total('impact')).toBe('⌀ 1.5');
  expect(total('custom.cost')).toBe('Σ €10 and $5');
  expect(total('state')).toBeNull();
  expect(total('effort')).toBeNull();
});
