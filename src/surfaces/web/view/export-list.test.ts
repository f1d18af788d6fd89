import { expect, it } from 'vitest';
import { type AnyItem, itemFrom } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { columnsOf } from './column.ts';
import { csvOf, jsonOf } from './export-list.ts';

const kind = model.kind('feature');
const item = (title: string): AnyItem =>
  itemFrom(kind, { id: '1', key: 'FEA-1', title, state: 'planned', targetOn: '2021-06-01' });
const columns = columnsOf(kind, []).filter(({ name }) => name === 'state' || name === 'targetOn');

it('a view exports its rows and columns, quoted where it must be', () => {
  const csv = csvOf({ kind, items: [item('Tabs, "compact"')], columns, nameOf: () => '' });
  expect(csv).toBe('\uFEFFKey,Title,State,Target date\r\nFEA-1,"Tabs, ""compact""",planned,2021-06-01\r\n');
});

it('what a spreadsheet would run as a formula is defused', () => {
  expect(csvOf({ kind, items: [item('=HYPERLINK("x")')], columns: [], nameOf: () => '' })).toContain(
    `"'=HYPERLINK(""x"")"`,
  );
});

it('as JSON values stay what they are', () => {
  expect(JSON.parse(jsonOf({ kind, items: [item('A')], columns, nameOf: () => '' }))).toEqual([
    { key: 'FEA-1', title: 'A', state: 'planned', targetOn: '2021-06-01' },
  ]);
});
