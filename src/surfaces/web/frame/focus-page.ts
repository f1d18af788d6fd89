/**
 * The focus goes where the page is read: to its list or the item under its cursor, or else to the page itself. Never to
 * nowhere: whatever takes the focus with it when it goes hands it on to here.
 */
export function focusPage(): void {
  const page = document.getElementById('page');
  const list = page?.querySelector<HTMLElement>('[role="grid"], [data-current]');
  (list ?? page)?.focus({ preventScroll: true });
}
