/** Peeking: the address names the item in the panel on the right. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { WorkspaceSearch } from '../route/search.ts';

const isPeeking = (): boolean => new URLSearchParams(window.location.search).has('peek');

/** Opens an item in the panel, or closes it (`undefined`); the rest of the address stays. Another item takes the place of the first. */
export function usePeek(): (key: string | undefined) => void {
  const navigate = useNavigate();
  return useCallback(
    (key) => {
      const search = ({ peek: _peek, ...held }: WorkspaceSearch): WorkspaceSearch =>
        key === undefined ? held : { ...held, peek: key };
      void navigate({
        to: '.',
        search,
        hash: true,
        hashScrollIntoView: false,
        replace: key === undefined || isPeeking(),
      });
    },
    [navigate],
  );
}
