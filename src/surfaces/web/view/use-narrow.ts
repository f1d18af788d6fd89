/** Is the screen too narrow for columns? Lists then show what fits under a thumb. */
import { useSyncExternalStore } from 'react';

const query = '(max-width: 767px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
