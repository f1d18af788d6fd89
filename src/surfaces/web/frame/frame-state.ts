/** What floats over the frame, and what commands act on: small state that pages and the frame share. */
import { useSyncExternalStore } from 'react';
import type { Patch } from '../workspace/commit.ts';

export type PaletteMode = 'all' | 'state' | 'assign' | 'link' | 'product';

export interface FrameState {
  readonly palette: PaletteMode | null;
  /** The kind to create; `'any'` lets the reader choose; null while the dialog is closed. */
  readonly create: string | null;
  /** What it gets: of the group it is added to. Null: what the list on screen implies. */
  readonly draft: Patch | null;
  /** What is added to the list on screen has in common with what stands there. */
  readonly implied: { readonly kind: string; readonly values: Patch } | null;
  readonly keysShown: boolean;
  /** Narrow screens: the navigation as a sheet. */
  readonly navigationShown: boolean;
  /** Ids that commands act on: the selection, or else the item under the cursor, peeked at or open. */
  readonly targets: readonly string[];
}

const listeners = new Set<() => void>();
let state: FrameState = {
  palette: null,
  create: null,
  draft: null,
  implied: null,
  keysShown: false,
  navigationShown: false,
  targets: [],
};

export const frameState = (): FrameState => state;

export function setFrame(patch: Partial<FrameState>): void {
  state = { ...state, ...patch };
  for (const listener of listeners) listener();
}

export function useFrame<Value>(select: (state: FrameState) => Value): Value {
  return useSyncExternalStore(subscribe, () => select(state));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names what commands act on from now on. The same targets again change nothing. */
export function setTargets(targets: readonly string[]): void {
  const isSame = targets.length === state.targets.length && targets.every((id, index) => id === state.targets[index]);
  if (!isSame) setFrame({ targets });
}
