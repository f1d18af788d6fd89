import { expect, it } from 'vitest';
import { createMirror } from '../../../line/index.ts';
import { isFilledByItems, partsOf } from './items-first.ts';
import { model } from './model.ts';

const HEAD = { seq: 7, epoch: 2, workspaceId: 'w' };
const ITEM = { id: 'a', kind: 'feature', key: 'FEA-1', title: 'A', state: 'planned' };
const LINK = { id: 'l', kind: 'feature.serves', fromId: 'a', toId: 'b', agreedRevision: 1 };

it('the items of a snapshot on its way are shown without links, and the whole one follows', () => {
  const mirror = createMirror(model);
  const reader = mirror.reader();
  reader.take([HEAD, ITEM]);
  expect(reader.hasAllItems).toBe(false);
  reader.take([LINK]);
  expect(reader.hasAllItems).toBe(true);
  mirror.showItems(reader);
  expect([mirror.seq, mirror.epoch, mirror.size.items]).toEqual([7, 2, 1]);
  expect(() => mirror.loadFrom(reader)).toThrow('Load it again');
  reader.take([{ end: true, items: 1, links: 1 }]);
  mirror.loadFrom(reader);
  expect(mirror.linksFrom('a').map((link) => link.id)).toEqual(['l']);
});

it('an edit made while the links are still being read stays on top', () => {
  const mirror = createMirror(model);
  const reader = mirror.reader();
  reader.take([HEAD, ITEM, LINK]);
  mirror.showItems(reader);
  const edit = { subject: 'item' as const, id: 'a', itemId: 'a', kind: 'feature', before: {}, after: { title: 'B' } };
  mirror.draft('mine', [edit]);
  reader.take([{ end: true, items: 1, links: 1 }]);
  mirror.loadFrom(reader);
  expect([mirror.item('a')?.title, mirror.truth('a')?.title]).toEqual(['B', 'A']);
  mirror.rollback('mine');
  expect(mirror.item('a')?.title).toBe('A');
});

it('long work is done in parts that leave nothing out', () => {
  const lines = Array.from({ length: 9_001 }, (_, at) => at);
  expect([...partsOf(lines)].flat()).toEqual(lines);
});

it('only a list that no link decides opens with its items', () => {
  expect(isFilledByItems('/acme/features', '?sort=-title')).toBe(true);
  expect(isFilledByItems('/acme/features', '?filter=%7B%7D')).toBe(false);
  expect(isFilledByItems('/acme/features', '?peek=FEA-1')).toBe(false);
  expect(isFilledByItems('/acme/features', '?product=PRD-1')).toBe(false);
  expect(isFilledByItems('/acme/feedback', '')).toBe(false);
  expect(isFilledByItems('/acme', '')).toBe(false);
  expect(isFilledByItems('/acme/item/FEA-1', '')).toBe(false);
});
