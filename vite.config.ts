/** The browser bundle: src/surfaces/web into dist/web, served by the server. */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SERVER_PATHS = ['/api', '/mcp', '/healthz', '/readyz', '/metrics', '/files'];
const server = `http://127.0.0.1:${process.env.THROUGHLINE_DEV_SERVER_PORT ?? '4322'}`;
/** As the file system names it: a checkout may lie below spaces and umlauts. */
const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The local copy is read, and the code of the page fetched, while the application itself is still on its way: that script stands first. */
const AHEAD = 'ahead';
const firstThings: Plugin = {
  name: 'throughline:first-things',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const script = chunks.find((one) => one.isEntry && one.name === AHEAD);
      if (script === undefined)
        throw new Error('The page would not read its local copy ahead: there is no such chunk.');
      const importsOf = new Map(chunks.map(({ fileName, imports }) => [fileName, imports]));
      const withImports = (files: readonly string[]): ReadonlySet<string> => {
        const all = new Set(files);
        for (const file of all) for (const imported of importsOf.get(file) ?? []) all.add(imported);
        return all;
      };
      const first = withImports(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
      const pages = chunks
        .filter(({ isDynamicEntry, name }) => isDynamicEntry && /-(?:page|route)$/.test(name))
        .map(({ name, fileName }) => [name, [...withImports([fileName]).difference(first)].map((file) => `/${file}`)]);
      return [
        {
          tag: 'script',
          attrs: { type: 'module', crossorigin: true, src: `/${script.fileName}` },
          injectTo: 'head-prepend',
        },
        {
          tag: 'meta',
          attrs: { name: 'pages', content: JSON.stringify(Object.fromEntries(pages)) },
          injectTo: 'head',
        },
      ];
    },
  },
};

export default defineConfig({
  root: folder('./src/surfaces/web/'),
  cacheDir: folder('./node_modules/.cache/throughline/vite'),
  plugins: [react(), tailwindcss(), firstThings],
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
