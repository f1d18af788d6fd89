/**
 * Keys. Single letters act only while nobody is typing, no menu or dialog is open, and the reader has not switched them
 * off; combinations with Ctrl or Cmd always act. What was registered last (the page) is asked before the frame.
 */
import { useEffect, useRef } from 'react';
import { preference } from '../preference/preference.ts';

/** `'c'`, `'mod+k'`, `'g f'` (G, then F within a second), `'enter'`, `'shift+x'`; large or small letters. Return false to pass the key on. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

const STEP_MILLISECONDS = 1_000;
const layers: { readonly read: () => KeyMap }[] = [];
let first: { readonly key: string; readonly at: number } | null = null;

/** Adds keys while the component is shown. */
export function useKeys(map: KeyMap, isOn = true): void {
  const current = useRef(map);
  current.current = map;
  useEffect(() => {
    if (!isOn) return;
    const layer = { read: () => current.current };
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [isOn]);
}

/** Starts listening; once, at the start. */
export function listenToKeys(): void {
  window.addEventListener('keydown', handle);
}

function handle(event: KeyboardEvent): void {
  if (
    event.defaultPrevented ||
    event.isComposing ||
    (event.repeat && !event.key.startsWith('Arrow') && !'jkJK'.includes(event.key))
  )
    return;
  const name = nameOf(event);
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (!hasModifier && (isTyping(event.target) || isOverlayOpen())) return;
  if (hasModifier && isTyping(event.target) && name !== 'mod+k' && name !== 'mod+enter') return;
  if (name === 'mod+enter' && isOverlayOpen()) return;
  if (!hasModifier && !preference().keys && event.key.length === 1) return;
  if (CONTROL_KEYS.includes(name) && isControl(event.target)) return;
  for (const candidate of [sequenceOf(name), name]) {
    if (candidate !== null && run(candidate, event)) {
      first = null;
      return;
    }
  }
  first = hasModifier ? null : { key: name, at: event.timeStamp };
}

function run(name: string, event: KeyboardEvent): boolean {
  for (const layer of layers.toReversed()) {
    const action = Object.entries(layer.read()).find(([key]) => key.toLowerCase() === name);
    if (action === undefined || action[1](event) === false) continue;
    event.preventDefault();
    return true;
  }
  return false;
}

function sequenceOf(name: string): string | null {
  if (first === null || performance.now() - first.at > STEP_MILLISECONDS) return null;
  return `${first.key} ${name}`;
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.replace('Arrow', '').toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  const parts = [
    (event.ctrlKey || event.metaKey) && 'mod',
    event.altKey && 'alt',
    event.shiftKey && (isLetter || key.length > 1) && 'shift',
    key,
  ];
  return parts.filter((part) => part !== false).join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select')
  );
}

/** Keys that a focused button, tab or link has a use for itself. */
const CONTROL_KEYS = ['enter', 'up', 'down', 'left', 'right'];
const CONTROLS =
  'button, a[href], summary, [role="tab"], [role="switch"], [role="checkbox"], [role="radio"], [role="combobox"]';

/** Rows of items hold controls too, but there the grid's keys go first; heads of columns and groups keep theirs. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(CONTROLS) !== null &&
    target.closest('[role="row"][aria-selected]') === null
  );
}

const OVERLAYS = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';
/** The peek panel and toasts stand beside the page; keys go on acting on it. */
const BESIDE = '[data-panel], [data-toasts] *';

/** Menus, list boxes and dialogs have keys of their own. */
function isOverlayOpen(): boolean {
  return [...document.querySelectorAll(OVERLAYS)].some(
    (overlay) => overlay.checkVisibility() && !overlay.matches(BESIDE),
  );
}
