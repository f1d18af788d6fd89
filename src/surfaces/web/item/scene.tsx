/** The item being looked at, and what may be done with it there: shared by every part of its page and of its peek. */
import { createContext, useContext } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import type { Patch } from '../workspace/commit.ts';
import type { Intent } from './intent.ts';

export interface Scene {
  readonly item: AnyItem;
  readonly kind: Kind;
  readonly place: 'page' | 'peek';
  /** False for readers without the right, archived items, and the item as it stood on a day. */
  readonly mayEdit: boolean;
  /** The day it is looked at as of; null: now. */
  readonly asOf: string | null;
  readonly intent: Intent | null;
  readonly save: (patch: Patch) => void;
}

export const SceneContext = createContext<Scene | null>(null);

/** @throws outside an item: a fault of the code. */
export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (scene === null) throw new Error('This component stands outside an item.');
  return scene;
}
