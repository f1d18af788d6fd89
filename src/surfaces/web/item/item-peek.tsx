/** An item in the panel over a list. */
import type { ReactElement } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { ItemContent } from './item-content.tsx';

export default function ItemPeek({ item }: { readonly item: AnyItem }): ReactElement {
  return (
    <article>
      <ItemContent item={item} place="peek" />
    </article>
  );
}
