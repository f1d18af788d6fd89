/** The icon of a kind. Only the icons named here reach the bundle; a kind with another one shows its key's letters. */
import type { ReactElement } from 'react';
import type { Kind } from '../../../line/index.ts';
import { iconSet } from './icon-set.ts';

export interface KindIconProps {
  readonly kind: Pick<Kind, 'icon' | 'key' | 'label'>;
  readonly size?: number;
}

export function KindIcon({ kind, size = 16 }: KindIconProps): ReactElement {
  const Icon = iconSet[kind.icon];
  if (Icon !== undefined) return <Icon size={size} strokeWidth={1.75} className="shrink-0" aria-hidden />;
  return (
    <span aria-hidden className="grid size-4 shrink-0 place-items-center rounded-sm bg-sunk text-[9px] font-semibold">
      {kind.key.slice(0, 2)}
    </span>
  );
}
