/**
 * Keeps the focus where the reader was: an entry that closes after an edit, or a row that was answered and leaves, would otherwise
 * drop it to the top of the page. What now stands in its place takes it.
 */
import { type RefCallback, useCallback } from 'react';

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex]';

interface Kept {
  readonly element: Element;
  /** From the innermost outwards, with the place among what can have the focus in it. */
  readonly around: readonly { readonly place: Element; readonly index: number }[];
}

/**
 * Goes on the element whose inside is watched.
 *
 * @example
 * const kept = useKeptFocus();
 * return <section ref={kept}>…</section>;
 */
export function useKeptFocus(): RefCallback<HTMLElement> {
  return useCallback((root: HTMLElement | null) => {
    if (root === null) return;
    let kept: Kept | null = null;
    const note = (event: FocusEvent): void => {
      const { target } = event;
      kept = target instanceof Element && root.contains(target) ? keptIn(root, target) : null;
    };
    const watch = new MutationObserver(() => {
      if (kept === null || kept.element.isConnected || document.activeElement !== document.body) return;
      const { around } = kept;
      kept = null;
      successorIn(around)?.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', note);
    watch.observe(root, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      watch.disconnect();
    };
  }, []);
}

function keptIn(root: HTMLElement, element: Element): Kept {
  const before = focusableIn(root).filter((one) => isBefore(one, element));
  const around: { readonly place: Element; readonly index: number }[] = [];
  for (let place = element.parentElement; place !== null; place = place.parentElement) {
    const holder = place;
    around.push({ place: holder, index: before.filter((one) => holder !== one && holder.contains(one)).length });
    if (place === root) break;
  }
  return { element, around };
}

/** What stands now where the focus was, in the nearest place that is still there and has anything that can take it. */
function successorIn(around: Kept['around']): HTMLElement | null {
  for (const { place, index } of around) {
    if (!place.isConnected) continue;
    const all = focusableIn(place);
    const found = all[Math.min(index, all.length - 1)];
    if (found !== undefined) return found;
  }
  return null;
}

function focusableIn(place: Element): readonly HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.checkVisibility());
}

const isBefore = (one: Element, other: Element): boolean =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
