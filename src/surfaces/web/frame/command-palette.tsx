/** Ctrl+K: any item, any page, any command on what is selected, from one field. */
import { Command } from 'cmdk';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { plural } from '../format/format.ts';
import { Dialog } from '../primitive/dialog.tsx';
import { ProductChoices } from '../product/product-choices.tsx';
import { useMirror, useWorkspace } from '../workspace/hooks.ts';
import { type PaletteMode, setFrame, useFrame } from './frame-state.ts';
import { AssignChoices, LinkChoices, StateChoices } from './palette-choices.tsx';
import { EverythingChoices } from './palette-everything.tsx';

const ASKS: Readonly<Record<PaletteMode, string>> = {
  all: 'Search items, or type a command',
  state: 'Set the state to',
  assign: 'Assign to',
  link: 'Link to: search an item',
  product: 'Show what belongs to which product?',
};

export function CommandPalette({ mode }: { readonly mode: PaletteMode }): ReactElement {
  const [typed, setTyped] = useState('');
  const targets = useTargets();
  const trueRoles = useTrueRoles();
  const close = (): void => setFrame({ palette: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins with an empty field.
  useEffect(() => setTyped(''), [mode]);
  return (
    <Dialog open onClose={close} title={ASKS[mode]} bare>
      <Command ref={trueRoles} shouldFilter={false} loop label={ASKS[mode]} className="flex min-h-0 flex-col">
        {targets.length > 0 && mode !== 'product' && (
          <p className="truncate border-b border-line px-4 py-2 text-sm text-muted">
            {targets.length === 1
              ? `${targets[0]?.key ?? ''} ${targets[0]?.title ?? ''}`
              : plural(targets.length, 'item', 'items selected')}
          </p>
        )}
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={ASKS[mode]}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
        />
        <Command.List className="scrolls max-h-[min(24rem,60dvh)] min-h-0 p-1">
          {mode === 'all' && <EverythingChoices typed={typed} targets={targets} onClose={close} />}
          {mode === 'state' && <StateChoices typed={typed} targets={targets} onClose={close} />}
          {mode === 'assign' && <AssignChoices typed={typed} targets={targets} onClose={close} />}
          {mode === 'link' && <LinkChoices typed={typed} targets={targets} onClose={close} />}
          {mode === 'product' && <ProductChoices typed={typed} targets={targets} onClose={close} />}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/**
 * What is chosen is named to screen readers as it stands: the palette's library names the choice of the search before, and calls a
 * list without choices a list box.
 */
function useTrueRoles() {
  return useCallback((palette: HTMLElement | null) => {
    if (palette === null) return;
    const name = (): void => {
      const entry = palette.querySelector('[cmdk-input]');
      const list = palette.querySelector('[cmdk-list]');
      const chosen = palette.querySelector('[cmdk-item][aria-selected="true"]')?.id ?? null;
      for (const element of [entry, list]) {
        if (element === null || element.getAttribute('aria-activedescendant') === chosen) continue;
        if (chosen === null) element.removeAttribute('aria-activedescendant');
        else element.setAttribute('aria-activedescendant', chosen);
      }
      const role = palette.querySelector('[cmdk-item]') === null ? 'status' : 'listbox';
      if (list?.getAttribute('role') !== role) list?.setAttribute('role', role);
    };
    const watch = new MutationObserver(name);
    name();
    watch.observe(palette, {
      childList: true,
      subtree: true,
      attributeFilter: ['aria-selected', 'aria-activedescendant', 'role'],
    });
    return () => watch.disconnect();
  }, []);
}

/** The items that commands act on. */
function useTargets() {
  const ids = useFrame((frame) => frame.targets);
  const { visitors } = useWorkspace();
  return useMirror(
    (mirror) => ids.map((id) => mirror.item(id) ?? visitors.item(id)).filter((item) => item !== undefined),
    (a, b) => a.length === b.length && a.every((item, index) => item === b[index]),
  );
}
