/** The dialog before a change hurts, and the hook for those who want to ask before they draw. */
import { type ReactElement, useCallback, useEffect } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import type { Patch } from '../workspace/commit.ts';
import { useCommits, useWorkspace } from '../workspace/hooks.ts';
import { guardOf, useQuestion } from './before-change-desk.ts';
import { BeforeChangeDialog } from './before-change-dialog.tsx';

/** Stands once in the frame: from then on `commits.update`, `updateAll` and `archive` ask before they hurt somebody. */
export function BeforeChange(): ReactElement | null {
  const workspace = useWorkspace();
  const commits = useCommits();
  const question = useQuestion();
  useEffect(() => {
    commits.guard = guardOf(workspace);
    return () => {
      commits.guard = null;
    };
  }, [commits, workspace]);
  if (question === null || question.workspace !== workspace) return null;
  return <BeforeChangeDialog question={question} />;
}

/**
 * Asks before a change that is not made through `commits`; those ask by themselves. True: go on.
 *
 * @example
 * const beforeChange = useBeforeChange();
 * if (await beforeChange([feature], { targetOn: '2021-07-13' })) drop();
 */
export function useBeforeChange(): (items: readonly AnyItem[], patch: Patch) => Promise<boolean> {
  const workspace = useWorkspace();
  return useCallback((items, patch) => guardOf(workspace)(items, patch), [workspace]);
}
