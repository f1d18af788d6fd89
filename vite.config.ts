/** The browser bundle: src/surfaces/web into dist/web, served by the server. */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SERVER_PATHS = ['/api', '/mcp', '/healthz', '/readyz', '/metrics', '/files'];
const server = `http://127.0.0.1:${process.env.THROUGHLINE_DEV_SERVER_PORT ?? '4322'}`;
/** As the file system names it: a checkout may lie below spaces and umlauts. */
const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The local copy is read while the application itself is still on its way: its script stands first in the page. */
const AHEAD = 'ahead';
const copyAhead: Plugin = {
  name: 'throughline:copy-ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const script = Object.values(bundle).find((one) => one.type === 'chunk' && one.isEntry && one.name === AHEAD);
      if (script === undefined)
        throw new Error('The page would not read its local copy ahead: there is no such chunk.');
      const attrs = { type: 'module', crossorigin: true, src: `/${script.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

export default defineConfig({
  root: folder('./src/surfaces/web/'),
  cacheDir: folder('./node_modules/.cache/throughline/vite'),
  plugins: [react(), tailwindcss(), copyAhead],
  build: {
    outDir: folder('./dist/web/'),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    // The content security policy allows neither inline scripts nor data addresses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The server's schemas stand in the same modules as the pure rules: what pages do not use of them stays out of the bundle.
    rolldownOptions: {
      input: {
        index: folder('./src/surfaces/web/index.html'),
        [AHEAD]: folder('./src/surfaces/web/ahead.ts'),
      },
      output: {
        codeSplitting: {
          // One request for what every page needs; what pages share comes in few pieces, not in fifty of a kilobyte.
          groups: [
            {
              name: 'copy',
              test: /[\\/]web[\\/]ahead\.ts$|[\\/]workspace[\\/](?:copy|copy-ahead|session)\.ts$|[\\/]node_modules[\\/]idb[\\/]/,
              priority: 3,
            },
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 20_000, priority: 1 },
          ],
        },
      },
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?:line|platform|methods|domain)\//, sideEffects: false }] },
    },
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 4321),
    strictPort: true,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target: server, changeOrigin: false }])),
  },
});
