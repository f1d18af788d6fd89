import { expect, test } from 'vitest';
import type { Change, Entry } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { linesOf } from './history-lines.ts';

const entry = (more: Partial<Entry>): Entry => ({
  subject: 'item',
  id: 'f',
  itemId: 'f',
  kind: 'feature',
  before: {},
  after: {},
  ...more,
});
const lines = (...entries: readonly Entry[]): readonly string[] => {
  const change: Change = {
    seq: 1,
    at: '',
    actorId: null,
    actorName: 'Ana',
    via: 'web',
    operation: '',
    entries,
    undoes: null,
  };
  const reading = {
    model,
    itemId: 'f',
    nameOf: () => '',
    titleOf: (id: string) => (id === 'n' ? 'NEED-4 Compact' : id === 'm' ? 'MSG-1 Calm' : ''),
    linkOf: (id: string) => (id === 'held' ? { fromId: 'm', toId: 'f' } : undefined),
  };
  return linesOf(change, reading).map((line) =>
    line.says === 'text' ? line.text : `${line.field.label}: ${line.field.then} > ${line.field.now}`,
  );
};

test('a change of fields is told without its bookkeeping and without telling a day twice', () => {
  const before = { state: 'idea', targetOn: null, endOn: null, revision: 1, rank: 'a' };
  const after = { state: 'cut', targetOn: '2021-06-01', endOn: '2021-06-01', revision: 2, rank: 'b' };
  expect(lines(entry({ before, after }))).toEqual(['State: Idea > Cut', expect.stringMatching(/^Target date: {2}> /)]);
});

test('creating, linking, saying still true and unlinking are told', () => {
  const link = { subject: 'link', id: 'l', kind: 'feature.serves' } as const;
  const ends = { fromId: 'f', toId: 'n' };
  expect(lines(entry({ before: null, after: { title: 'x' } }))).toEqual(['created this feature']);
  expect(lines(entry({ ...link, before: null, after: ends }))).toEqual(['linked: serves NEED-4 Compact']);
  expect(
    lines(entry({ ...link, before: { agreedRevision: 1 }, after: { agreedRevision: 2, remark: 'Holds' } })),
  ).toEqual(['said still true: serves another item, “Holds”']);
  expect(lines(entry({ ...link, before: ends, after: null }))).toEqual(['unlinked: serves NEED-4 Compact']);
});

test('what concerns another item is not told here', () => {
  expect(
    lines(entry({ id: 'g', itemId: 'g' }), entry({ subject: 'comment', id: 'c', itemId: 'g', before: null })),
  ).toEqual([]);
});

test('links between other items in the same commit are not told here, those that lead here are', () => {
  const link = { subject: 'link', kind: 'message.promises', itemId: 'm' } as const;
  expect(
    lines(
      entry({ ...link, id: 'a', before: null, after: { fromId: 'm', toId: 'g' } }),
      entry({ ...link, id: 'b', before: null, after: { fromId: 'm', toId: 'f' } }),
      entry({ ...link, id: 'gone', before: { agreedRevision: 1 }, after: { agreedRevision: 2 } }),
      entry({ ...link, id: 'held', before: { agreedRevision: 1 }, after: { agreedRevision: 2 } }),
    ),
  ).toEqual(['linked: is promised in MSG-1 Calm', 'said still true: is promised in MSG-1 Calm']);
});
