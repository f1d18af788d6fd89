/** Every gate, in the order `npm test` runs and lists them. */
import { assertions } from './assertions.ts';
import { bundle } from './bundle.ts';
import { dependencies } from './dependencies.ts';
import type { Gate } from './gate.ts';
import { browserReach, layers } from './layers.ts';
import { proportion } from './proportion.ts';
import { decisions, generatedPages, places } from './records.ts';
import { duplicates, formatAndLint, types, unused } from './tools.ts';

export const gates: readonly Gate[] = [
  types,
  formatAndLint,
  layers,
  browserReach,
  unused,
  proportion,
  assertions,
  duplicates,
  bundle,
  generatedPages,
  dependencies,
  places,
  decisions,
];
