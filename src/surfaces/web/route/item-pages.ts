/** What shows one item: the page and the panel over a list, each in its own chunk. Both are given a loaded item. */
import { lazy } from 'react';

export const ItemPage = lazy(() => import('../item/item-page.tsx'));
export const ItemPeek = lazy(() => import('../item/item-peek.tsx'));
