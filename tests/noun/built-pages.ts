/** The pages built with one noun more: what adding it to a slice and starting again would serve. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { temporaryFolder } from '../database/test-server.ts';

const DOMAIN = fileURLToPath(new URL('../../src/domain/index.ts', import.meta.url));
const PODCAST = fileURLToPath(new URL('./podcast.ts', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
const PLAIN = '?plain';

/** Builds them; answers the folder they lie in. */
export async function buildPagesWithPodcast(): Promise<string> {
  const folder = path.join(temporaryFolder('noun-pages'), 'web');
  await build({
    configFile: CONFIG,
    logLevel: 'error',
    plugins: [oneSliceMore],
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

const oneSliceMore: Plugin = {
  name: 'one-slice-more',
  enforce: 'pre',
  load(id) {
    if (id !== DOMAIN) return null;
    return `import { domain as own } from ${JSON.stringify(DOMAIN + PLAIN)};
import { talking } from ${JSON.stringify(PODCAST)};
export const domain = [...own, talking];`;
  },
};
