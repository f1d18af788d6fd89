/** The demonstrations: which there are, loading one in the background, and taking it out again. */
import { useCallback, useEffect, useRef } from 'react';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useResource } from '../workspace/hooks.ts';
import type { Demo, Loaded } from '../workspace/resource.ts';

const ASK_EVERY_MILLISECONDS = 700;

export interface Demos extends Loaded<readonly Demo[]> {
  readonly load: (demo: Demo) => Promise<void>;
  readonly remove: (demo: Demo) => Promise<void>;
}

/** Asks again while one is loading; its items come by the change feed meanwhile. */
export function useDemos(): Demos {
  const { resources, workspace } = useOpen();
  const { demos, members } = resources;
  const loaded = useResource(demos);
  const loading = loaded.value?.find((demo) => demo.state === 'loading');
  const isLoading = loading !== undefined;
  useEffect(() => {
    if (!isLoading) return;
    const timer = window.setInterval(() => void demos.refresh(), ASK_EVERY_MILLISECONDS);
    return () => window.clearInterval(timer);
  }, [isLoading, demos]);

  const held = useRef<Demo | undefined>(undefined);
  useEffect(() => {
    const before = held.current;
    held.current = loading;
    if (before === undefined || before.id === loading?.id) return;
    const now = loaded.value?.find((demo) => demo.id === before.id);
    void members.refresh();
    if (now?.state === 'loaded' && now.problem === null) say({ text: `${now.title} is loaded` });
  }, [loading, loaded.value, members]);

  const ask = useCallback(
    async (failed: string, act: () => Promise<unknown>): Promise<boolean> => {
      try {
        await act();
        return true;
      } catch (error) {
        sayRefused(failed, error);
        return false;
      } finally {
        await demos.refresh();
      }
    },
    [demos],
  );
  const load = useCallback(
    async (demo: Demo) => {
      await ask(`${demo.title} was not loaded`, () =>
        workspace.request('POST', `/demos/${demo.id}/load`, { body: {} }),
      );
    },
    [ask, workspace],
  );
  const remove = useCallback(
    async (demo: Demo) => {
      const isDone = await ask(`${demo.title} was not removed`, () => workspace.request('DELETE', `/demos/${demo.id}`));
      if (!isDone) return;
      void members.refresh();
      say({ text: `${demo.title} is removed` });
    },
    [ask, workspace, members],
  );
  return { ...loaded, load, remove };
}
