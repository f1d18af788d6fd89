/** Keys as they stand on the reader's keyboard. */
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const NAMES: Readonly<Record<string, string>> = {
  Mod: isApple ? '⌘' : 'Ctrl',
  Enter: '↵',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

/** `keys`: one combination, keys joined by `+`, steps by a space: `Mod+K`, `G F`. */
export function Keys({ keys, inverted = false }: { readonly keys: string; readonly inverted?: boolean }): ReactElement {
  const look = inverted ? 'border-paper/40' : 'border-line text-muted bg-paper';
  return (
    <span className="inline-flex gap-1 whitespace-nowrap font-sans text-xs">
      {keys.split(/[ +]/).map((key) => (
        <kbd key={key} className={classNames('min-w-4 rounded-sm border px-1 text-center font-sans leading-4', look)}>
          {NAMES[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}
