import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMirror, type Entry } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { ListQuery } from './list-query.ts';

const kind = model.kind('feature');
const view = {
  filter: { field: 'state', op: 'in' as const, value: ['idea', 'planned'] },
  sort: [{ field: 'title' }],
  archived: 'without' as const,
};
const request = { kind, view, words: '', memberId: '', today: '2021-05-18' };
const STATES = ['idea', 'planned', 'cut'] as const;

function mirrorOf(titles: readonly string[]) {
  const mirror = createMirror(model);
  const items = titles.map((title, at) => ({
    id: `id-${String(at)}`,
    kind: 'feature',
    key: `FEA-${String(at)}`,
    number: at,
    title,
    state: 'idea',
    rank: 'a0',
  }));
  mirror.load([{ seq: 0, epoch: 0 }, ...items, { end: true, items: items.length, links: 0 }]);
  return mirror;
}

it('a list kept current by what was touched equals one read anew', () => {
  const edit = fc.record({
    at: fc.nat(19),
    title: fc.string({ maxLength: 3 }),
    state: fc.constantFrom(...STATES),
    archived: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3 }), { minLength: 20, maxLength: 20 }),
      fc.array(edit, { maxLength: 30 }),
      (titles, edits) => {
        const mirror = mirrorOf(titles);
        const kept = new ListQuery(mirror, request);
        kept.read();
        mirror.subscribe((touched) => kept.touch(touched));
        for (const [index, { at, title, state, archived }] of edits.entries()) {
          const id = `id-${String(at)}`;
          const after = { title, state, archivedAt: archived ? '2021-05-18T00:00:00Z' : null };
          const entry: Entry = { subject: 'item', id, itemId: id, kind: 'feature', before: {}, after };
          mirror.apply({
            seq: index + 1,
            at: '',
            actorId: null,
            actorName: '',
            via: 'web',
            operation: 'updateFeature',
            entries: [entry],
            undoes: null,
          });
          expect(kept.read().map((item) => item.id)).toEqual(
            new ListQuery(mirror, request).read().map((item) => item.id),
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('nothing touched: the same array again', () => {
  const kept = new ListQuery(mirrorOf(['b', 'a']), request);
  expect(kept.read()).toBe(kept.read());
  expect(kept.read().map((item) => item.title)).toEqual(['a', 'b']);
});
