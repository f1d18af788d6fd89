import { expect, it } from 'vitest';
import { isA } from '../../src/line/check.ts';
import type { AnyItem, DraftOf, ItemOf } from '../../src/line/kind.ts';
import { feature } from '../../src/line/line.sample.ts';

it('a wrong field name does not compile, in a check, a page or a test', () => {
  const read = (item: ItemOf<typeof feature>): unknown[] => [
    item.targetOn,
    // @ts-expect-error a misspelt field of the noun
    item.targetOnn,
  ];
  const narrowed = (item: AnyItem): unknown =>
    // @ts-expect-error a misspelt field of a narrowed item
    isA(feature, item) ? item.horizn : null;
  // @ts-expect-error a state the noun does not have
  const draft: DraftOf<typeof feature> = { title: 'Compact mode', state: 'shiped' };
  expect([read.length, narrowed.length, Object.keys(draft)]).toEqual([1, 1, ['title', 'state']]);
});
