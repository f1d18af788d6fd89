/** An item in the panel: what it is, and every field. */
import type { ReactElement } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { OutOfStepMark } from '../primitive/marks.tsx';
import { useOutOfStepCount } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { ItemFields } from './item-fields.tsx';
import { ItemTitle } from './item-title.tsx';

export default function ItemPeek({ item }: { readonly item: AnyItem }): ReactElement {
  const kind = model.kind(item.kind);
  const outOfStep = useOutOfStepCount(item.id);
  return (
    <article className="flex flex-col gap-4 p-4">
      <p className="flex items-center gap-2 text-sm text-muted">
        <KindIcon kind={kind} /> {kind.label.one} <OutOfStepMark count={outOfStep} />
      </p>
      <ItemTitle item={item} />
      <ItemFields item={item} />
    </article>
  );
}
