/** Pages of a workspace besides Home, lists, items and settings. One line each; order is the order of the navigation. */
import { GitCompareArrows, ListChecks, type LucideIcon } from 'lucide-react';
import type { ComponentType, ReactElement } from 'react';
import { ChecksCount, OutOfStepCount } from '../line/page-counts.tsx';

export interface WorkspacePage {
  /** Below `/<workspace>/`. */
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** `top`: under Home; a slice's name: in that room. */
  readonly section: string;
  /** Pressed after G. */
  readonly key?: string;
  /** A number beside its name in the navigation. */
  readonly Count?: () => ReactElement | null;
  readonly load: () => Promise<{ default: ComponentType }>;
}

export const pages: readonly WorkspacePage[] = [
  {
    path: 'out-of-step',
    label: 'Out of step',
    icon: GitCompareArrows,
    section: 'top',
    key: 'O',
    Count: OutOfStepCount,
    load: () => import('../line/out-of-step-page.tsx'),
  },
  {
    path: 'checks',
    label: 'Checks',
    icon: ListChecks,
    section: 'top',
    key: 'K',
    Count: ChecksCount,
    load: () => import('../line/checks-page.tsx'),
  },
];
