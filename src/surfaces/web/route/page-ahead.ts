/** Fetching the code of a page before the application, which would ask for it, has come. */

/** The files of each page, by the name of its module, as the build wrote them into the document. */
type PageFiles = Readonly<Record<string, readonly string[]>>;

/** Names the files of the page at this address to the browser; does nothing where the document tells of none. */
export function fetchPageAhead(pathname: string): void {
  const written = document.querySelector('meta[name="pages"]')?.getAttribute('content');
  const pages: PageFiles = JSON.parse(written ?? '{}');
  for (const href of filesAt(pathname, pages)) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', crossOrigin: 'anonymous', href });
    document.head.append(link);
  }
}

/**
 * Pages are called after their part of the address; a workspace without one is at Home, and what has no page of its own is a list.
 *
 * @example
 * filesAt('/acme/features', { 'list-page': ['/assets/list.js'], 'checks-page': ['/assets/checks.js'] }) // ['/assets/list.js']
 */
export function filesAt(pathname: string, pages: PageFiles): readonly string[] {
  const [first, second, third] = pathname.split('/').filter((part) => part !== '');
  if (first === undefined) return [];
  const named = (part: string, otherwise: string): readonly string[] => pages[`${part}-page`] ?? pages[otherwise] ?? [];
  if (second === undefined) return named(first, 'home-page');
  if (second === 'item') return [...(pages['item-route'] ?? []), ...named('item', 'item-page')];
  return pages[`${second}-page`] ?? named(third ?? '', 'list-page');
}
