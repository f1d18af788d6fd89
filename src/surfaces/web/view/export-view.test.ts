import { expect, it } from 'vitest';
import { model } from '../workspace/model.ts';
import { columnsOf } from './column.ts';
import { exportQuery, type ViewExport } from './export-view.ts';

const request = (kindName: string, patch: Partial<ViewExport> = {}): ViewExport => {
  const kind = model.kind(kindName);
  return {
    kind,
    view: { filter: null, sort: [], archived: 'without' },
    words: '',
    items: [],
    columns: columnsOf(kind, []).filter(({ name }) => name === 'state'),
    nameOf: () => '',
    slug: 'acme',
    ...patch,
  };
};

it('the server is asked for the rows, order and columns on screen', () => {
  const filter = { field: 'state', op: 'is' as const, value: 'planned' };
  const view = { filter, sort: [{ field: 'title', descending: true }], archived: 'with' as const };
  expect(exportQuery(request('feature', { view, words: ' tabs ' }), 'xlsx')).toEqual({
    format: 'xlsx',
    archived: 'with',
    columns: 'key,title,state',
    filter: JSON.stringify(filter),
    sort: '-title',
    search: 'tabs',
  });
});

it('a list ranked by hand keeps its rank; a list the server holds is read as it stands', () => {
  expect(exportQuery(request('feature'), 'xlsx').sort).toBe('rank');
  expect(exportQuery(request('feedback'), 'csv').sort).toBeUndefined();
});
