import { expect, it } from 'vitest';
import { createMirror, matches } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { filterWithin, isSameScope, isWithin, productsOf, scopeOf } from './product-scope.ts';

const feature = model.kind('feature');
const product = model.kind('product');

/** Browser has Android, Android has Focus; Mail stands alone; Old is archived. */
function mirrorOf(
  parts: readonly (readonly [string, string])[] = [
    ['android', 'browser'],
    ['focus', 'android'],
  ],
) {
  const named = ['mail', 'browser', 'android', 'focus', 'old'].map((id, at) => ({
    id,
    kind: 'product',
    key: `PRD-${at + 1}`,
    number: at + 1,
    title: id,
    state: 'active',
    ...(id === 'old' && { archivedAt: '2026-01-01T00:00:00Z' }),
  }));
  const features = ['browser', 'focus', 'mail', null].map((productId, at) => ({
    id: `f${at}`,
    kind: 'feature',
    key: `FEA-${at + 1}`,
    number: at + 1,
    title: `F${at}`,
    state: 'idea',
    ...(productId !== null && { productId }),
  }));
  const links = parts.map(([fromId, toId], at) => ({
    id: `l${at}`,
    kind: 'product.partOf',
    fromId,
    toId,
    agreedRevision: 1,
  }));
  const items = [...named, ...features];
  const mirror = createMirror(model);
  mirror.load([{ seq: 0, epoch: 0 }, ...items, ...links, { end: true, items: items.length, links: links.length }]);
  return mirror;
}

const idsOf = (mirror: ReturnType<typeof mirrorOf>, key: string) => [...(scopeOf(mirror, key)?.ids ?? [])].sort();

it('choosing a product includes its parts, and theirs', () => {
  const mirror = mirrorOf();
  expect(idsOf(mirror, 'PRD-2')).toEqual(['android', 'browser', 'focus']);
  expect(idsOf(mirror, 'PRD-3')).toEqual(['android', 'focus']);
  expect(idsOf(mirror, 'PRD-1')).toEqual(['mail']);
  const within = scopeOf(mirror, 'PRD-2');
  const all = [...mirror.ofKind('feature'), ...mirror.ofKind('product')];
  expect(all.filter((item) => within !== null && isWithin(within, item)).map((item) => item.id)).toEqual([
    'f0',
    'f1',
    'browser',
    'android',
    'focus',
  ]);
});

it('no key, an unknown key, that of another kind or of an archived product, and a workspace of one product are all products', () => {
  const mirror = mirrorOf();
  for (const key of [undefined, 'PRD-99', 'FEA-1', '', 'PRD-5']) expect(scopeOf(mirror, key)).toBeNull();
  const alone = createMirror(model);
  alone.load([
    { seq: 0, epoch: 0 },
    { id: 'browser', kind: 'product', key: 'PRD-1', number: 1, title: 'Browser', state: 'active' },
    {
      id: 'old',
      kind: 'product',
      key: 'PRD-2',
      number: 2,
      title: 'Old',
      state: 'active',
      archivedAt: '2026-01-01T00:00:00Z',
    },
    { end: true, items: 2, links: 0 },
  ]);
  expect(scopeOf(alone, 'PRD-1')).toBeNull();
  expect(productsOf(alone)).toEqual([]);
});

it('a ring of parts ends, and is offered once', () => {
  const ring = mirrorOf([
    ['android', 'focus'],
    ['focus', 'android'],
  ]);
  expect(idsOf(ring, 'PRD-3')).toEqual(['android', 'focus']);
  expect(productsOf(ring).map(({ product: { id } }) => id)).toEqual(['browser', 'mail', 'android', 'focus']);
});

it('products are offered by name with their parts below, without archived ones', () => {
  expect(productsOf(mirrorOf()).map(({ product: { id }, depth }) => [id, depth])).toEqual([
    ['browser', 0],
    ['android', 1],
    ['focus', 2],
    ['mail', 0],
  ]);
});

it('a list asks for the products in scope besides its own filter; the list of products stays whole', () => {
  const mirror = mirrorOf();
  const scope = scopeOf(mirror, 'PRD-2');
  const own = { field: 'state', op: 'is' as const, value: 'idea' };
  const filter = filterWithin(scope, feature, own);
  expect(filter).toEqual({
    and: [own, { field: 'productId', op: 'in', value: ['browser', 'android', 'focus'] }],
  });
  const fits = filter === null ? () => false : matches(filter, feature, { memberId: '', today: '2026-01-01' });
  expect(mirror.ofKind('feature').filter(fits)).toHaveLength(2);
  expect(filterWithin(scope, product, own)).toBe(own);
  expect(filterWithin(null, feature, own)).toBe(own);
});

it('the same product and parts are the same scope', () => {
  const mirror = mirrorOf();
  expect(isSameScope(scopeOf(mirror, 'PRD-2'), scopeOf(mirror, 'PRD-2'))).toBe(true);
  expect(isSameScope(scopeOf(mirror, 'PRD-2'), scopeOf(mirror, 'PRD-3'))).toBe(false);
  expect(isSameScope(scopeOf(mirror, 'PRD-2'), null)).toBe(false);
});
