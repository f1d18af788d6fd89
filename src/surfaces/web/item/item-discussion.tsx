/** Comments, history and files of an item. */
import { type ReactElement, useEffect, useState } from 'react';
import { Tabs } from '../primitive/tabs.tsx';
import { ItemComments } from './item-comments.tsx';
import { ItemFiles } from './item-files.tsx';
import { ItemHistory } from './item-history.tsx';
import { useQuote } from './quote.ts';
import { useScene } from './scene.tsx';

const TAB_IDS = ['comments', 'history', 'files'] as const;

export function ItemDiscussion(): ReactElement {
  const { item } = useScene();
  const [tab, setTab] = useState<string>(TAB_IDS[0]);
  const quote = useQuote(item.id);
  useEffect(() => {
    if (quote !== null) setTab(TAB_IDS[0]);
  }, [quote]);
  return (
    <div className="print:hidden">
      <Tabs
        label="About this item"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: TAB_IDS[0], label: 'Comments', content: <ItemComments /> },
          { id: TAB_IDS[1], label: 'History', content: <ItemHistory /> },
          { id: TAB_IDS[2], label: 'Files', content: <ItemFiles /> },
        ]}
      />
    </div>
  );
}
