/** The door of the demonstrations: which there are, loading one and taking it away. */
import { FIREFOX } from './firefox/index.ts';
import { GITLAB } from './gitlab/index.ts';
import type { Demo } from './plan.ts';

export { type Loaded, type LoadProgress, loadDemo } from './load-demo.ts';
export type { Demo } from './plan.ts';
export { type Removed, removeDemo } from './remove-demo.ts';
export { replay } from './replay.ts';

/** The default one first. */
export const DEMOS: readonly Demo[] = [FIREFOX, GITLAB];
