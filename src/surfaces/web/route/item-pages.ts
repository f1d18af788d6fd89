/** What shows one item: the page and the panel over a list, each in its own chunk. Both are given a loaded item. */
import { lazyPart } from '../primitive/lazy-part.ts';

export const ItemPage = lazyPart(() => import('../item/item-page.tsx'));
export const ItemPeek = lazyPart(() => import('../item/item-peek.tsx'));
