/** `/share/<token>`: read only, without an account, for whoever has the link. */
import type { Mount } from '../app.ts';
import { SHARE_STYLE } from './share-style.ts';
import { nothingSharedPage, SHARE_STYLE_PATH, sharedPage } from './shared-page.ts';
import { type ShareParts, sharedThing } from './shared-thing.ts';

const BASE = '/share';
/** No script, no picture, no form, nothing from elsewhere; found by no search engine, kept by no cache, told to no other site. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

export interface ShareMountParts extends ShareParts {
  /** The rules that name the product's fonts; empty: the reader's own. */
  readonly fontFaces: string;
}

/** @example mounts: [shareMount({ database, line, teamsOf, fontFaces: await readFontFaces(webFolder) })] */
export function shareMount({ fontFaces, ...parts }: ShareMountParts): Mount {
  const style = `${fontFaces}\n${SHARE_STYLE}`;
  return {
    path: BASE,
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === SHARE_STYLE_PATH) {
        const headers = { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' };
        return new Response(style, { headers });
      }
      const thing = request.method === 'GET' ? await sharedThing(parts, pathname.slice(BASE.length + 1)) : null;
      if (thing === null) return new Response(nothingSharedPage(), { status: 404, headers: HEADERS });
      return new Response(sharedPage(thing, new Date()), { headers: HEADERS });
    },
  };
}
