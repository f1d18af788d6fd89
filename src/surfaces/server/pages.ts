/** The browser's pages: built files as they are, and the one shell for every page address. */
import type { StaticFiles } from '../../platform/http/index.ts';

/** First parts of an address that are never a page, so that a typo there is a 404 and no empty shell. */
const NEVER_A_PAGE = new Set(['api', 'mcp', 'assets', 'healthz', 'readyz', 'metrics', '.well-known']);
const PAGE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** The file or page at an address; undefined where there is neither. */
export function pageAt(files: StaticFiles, request: Request, path: string): Response | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const file = files.file(path, request);
  if (file !== undefined) return file;
  return isPage(path) && wantsPage(request) ? files.shell(request) : undefined;
}

function isPage(path: string): boolean {
  const [, first = '', ...rest] = path.split('/');
  if (first === '') return rest.length === 0;
  const isFileName = /\.[a-z0-9]{1,5}$/i.test(path);
  return PAGE_NAME.test(first) && !NEVER_A_PAGE.has(first) && !isFileName;
}

function wantsPage(request: Request): boolean {
  const accept = request.headers.get('accept') ?? '*/*';
  return accept.includes('text/html') || accept.includes('*/*');
}
