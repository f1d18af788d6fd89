/** Sharing by link: the verbs of members, and the page that strangers read. */
import type { AnyOperation } from '../../../line/index.ts';
import { createShareLink } from './create-share-link.ts';
import { listShareLinks } from './list-share-links.ts';
import { revokeShareLink } from './revoke-share-link.ts';

export { readFontFaces } from './font-faces.ts';
export { shareMount } from './share-mount.ts';

export const shareOperations = [
  createShareLink,
  listShareLinks,
  revokeShareLink,
] as const satisfies readonly AnyOperation[];
