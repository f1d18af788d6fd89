/** What a reader chose for this browser: theme, density, keys, presence, language and time zone. */
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

export interface Preference {
  readonly theme: Theme;
  /** Rows of 28 px instead of 32. */
  readonly compact: boolean;
  /** Single-letter keys; off for readers whose assistive tools use them. */
  readonly keys: boolean;
  /** Colleagues are told where the reader is, and the reader where they are. */
  readonly isSeen: boolean;
  /** BCP 47, as `de-CH`; null: the browser's. */
  readonly locale: string | null;
  /** IANA, as `Europe/Lisbon`; null: the browser's. */
  readonly timeZone: string | null;
}

const STORED_AS = 'throughline.preference';
const DEFAULT: Preference = { theme: 'system', compact: false, keys: true, isSeen: true, locale: null, timeZone: null };
const listeners = new Set<() => void>();
let current = read();

function read(): Preference {
  try {
    const stored: Partial<Preference> = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}');
    return { ...DEFAULT, ...stored };
  } catch {
    // Storage switched off or holding something else: the defaults serve.
    return DEFAULT;
  }
}

export const preference = (): Preference => current;

export function setPreference(patch: Partial<Preference>): void {
  current = { ...current, ...patch };
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(current));
  } catch {
    // Kept for this visit only.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

export function usePreference(): Preference {
  return useSyncExternalStore(subscribe, preference);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Writes the theme where the style sheet reads it; "system" leaves it to the media query. */
export function applyTheme(): void {
  const { theme } = current;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Another tab changed it. */
export function followOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key !== STORED_AS) return;
    current = read();
    applyTheme();
    for (const listener of listeners) listener();
  });
}
