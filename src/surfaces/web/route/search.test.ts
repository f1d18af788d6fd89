import { describe, expect, it } from 'vitest';
import { PLAIN_VIEW } from '../view/saved-view.ts';
import { isFilter, readListSearch, readSort, searchOf, viewOf, writeSort } from './search.ts';

describe('the address of a list', () => {
  it('keeps what can be read and drops the rest', () => {
    const search = readListSearch({
      layout: 'board',
      archived: 'never',
      filter: { field: 'state' },
      sort: '-title',
      q: 42,
    });
    expect(search).toEqual({ layout: 'board', sort: '-title', q: '42' });
  });

  it('says only what departs from its ground, and leads back to the same view', () => {
    const view = {
      ...PLAIN_VIEW,
      layout: 'timeline' as const,
      filter: { and: [{ field: 'state', op: 'in' as const, value: ['planned'] }] },
      sort: [{ field: 'changedAt', descending: true }, { field: 'title' }],
      columns: ['state', 'ownerId'],
      group: 'horizon',
      subGroup: 'state',
      closed: ['now', 'next/planned'],
    };
    expect(searchOf(PLAIN_VIEW, PLAIN_VIEW)).toEqual({});
    expect(viewOf(searchOf(view, PLAIN_VIEW), PLAIN_VIEW)).toEqual(view);
  });

  it('says that a saved filter was taken away', () => {
    const ground = { ...PLAIN_VIEW, filter: { field: 'state', op: 'is' as const, value: 'idea' }, group: 'state' };
    const search = searchOf(PLAIN_VIEW, ground);
    expect(viewOf(search, ground)).toEqual(PLAIN_VIEW);
  });

  it('reads and writes sorts alike', () => {
    expect(writeSort(readSort('-changedAt,title'))).toBe('-changedAt,title');
    expect(readSort('')).toEqual([]);
  });

  it('refuses filters nested without end', () => {
    let filter: unknown = { field: 'state', op: 'is' };
    for (let depth = 0; depth < 20; depth += 1) filter = { and: [filter] };
    expect(isFilter(filter)).toBe(false);
  });
});
