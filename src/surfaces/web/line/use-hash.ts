/** What a page shows of itself, kept in the address after `#`, so that every state is a link. */
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

export function useHash(): readonly [hash: string, setHash: (next: string) => void] {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const setHash = useCallback(
    (next: string) =>
      void navigate({ to: '.', search: (held) => held, hash: next, replace: true, hashScrollIntoView: false }),
    [navigate],
  );
  return [hash, setHash];
}
