/** Tabs over parts of one page. */
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactElement, ReactNode } from 'react';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

const TAB =
  'flex h-8 items-center gap-1.5 border-b-2 border-transparent px-1 text-muted hover:text-ink data-[active]:border-accent data-[active]:text-ink';

export function Tabs({ label, tabs, value, onChange }: TabsProps): ReactElement {
  return (
    <Base.Root value={value} onValueChange={(next) => typeof next === 'string' && onChange(next)}>
      <Base.List aria-label={label} className="scrolls flex gap-4 border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={TAB}>
            {tab.label}
            {tab.count !== undefined && <span className="tabular text-xs text-muted">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
