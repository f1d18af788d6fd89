/** An item's page where its kind has no page of its own. */
import type { ReactElement } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { ItemFields } from './item-fields.tsx';
import { ItemTitle } from './item-title.tsx';

export default function ItemPage({ item }: { readonly item: AnyItem }): ReactElement {
  return (
    <article className="mx-auto flex max-w-3xl flex-col gap-6 px-6 py-8">
      <ItemTitle item={item} isLarge />
      <ItemFields item={item} />
    </article>
  );
}
