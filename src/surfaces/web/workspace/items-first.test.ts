import { expect, it } from 'vitest';
import { createMirror } from '../../../line/index.ts';
import { haveAllItems, isFilledByItems, itemsAlone } from './items-first.ts';
import { model } from './model.ts';

const HEAD = { seq: 7, epoch: 2, workspaceId: 'w' };
const ITEM = { id: 'a', kind: 'feature', key: 'FEA-1', title: 'A', state: 'planned' };
const LINK = { id: 'l', kind: 'feature.serves', fromId: 'a', toId: 'b', agreedRevision: 1 };

it('the items of a snapshot on its way are a whole snapshot without links, and the whole one replaces it', () => {
  const mirror = createMirror(model);
  expect(haveAllItems([HEAD, ITEM])).toBe(false);
  expect(haveAllItems([HEAD, ITEM, LINK])).toBe(true);
  mirror.load(itemsAlone([HEAD, ITEM, LINK]));
  expect([mirror.seq, mirror.epoch, mirror.size.items, mirror.size.links]).toEqual([7, 2, 1, 0]);
  mirror.load([HEAD, ITEM, LINK, { end: true, items: 1, links: 1 }]);
  expect(mirror.linksFrom('a').map((link) => link.id)).toEqual(['l']);
});

it('only a list that no link decides opens with its items', () => {
  expect(isFilledByItems('/acme/features', '?sort=-title')).toBe(true);
  expect(isFilledByItems('/acme/features', '?filter=%7B%7D')).toBe(false);
  expect(isFilledByItems('/acme/features', '?peek=FEA-1')).toBe(false);
  expect(isFilledByItems('/acme/feedback', '')).toBe(false);
  expect(isFilledByItems('/acme', '')).toBe(false);
  expect(isFilledByItems('/acme/item/FEA-1', '')).toBe(false);
});
