/** The server and the command line as single files: starts in 0.4 s where the loose files take 1.9 s (decision 0003). */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'rolldown';

const root = fileURLToPath(new URL('.', import.meta.url));
const out = path.join(root, 'dist');

/** Files found beside a module (migrations, demo data, a package's own data) stay where they are: the bundle points there. */
function keepModuleAddresses(): Plugin {
  return {
    name: 'keep-module-addresses',
    transform: {
      filter: { code: /import\.meta\.(url|dirname|filename)\b/ },
      handler(code, id) {
        const file = id.split('?')[0] ?? id;
        const address = `new URL(${JSON.stringify(path.relative(out, file).replaceAll('\\', '/'))}, __bundleUrl())`;
        const changed = code
          .replaceAll(/import\.meta\.url\b/g, `${address}.href`)
          .replaceAll(/import\.meta\.filename\b/g, `__bundlePath(${address})`)
          .replaceAll(/import\.meta\.dirname\b/g, `__bundlePath(new URL('.', ${address}))`);
        return { code: changed, map: null };
      },
    },
  };
}

const ENTRIES = {
  server: 'src/surfaces/server/main.ts',
  cli: 'src/surfaces/cli/main.ts',
  'method-worker': 'src/surfaces/server/method/method-worker.ts',
};

const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  "const __bundleUrl = () => new URL('./bundle.js', import.meta.url.replace(/\\/chunks\\/[^/]*$/, '/bundle.js'));",
  "const __bundlePath = (url) => __fileURLToPath(url).replace(/[\\\\/]$/, '');",
].join('\n');

export default defineConfig({
  input: ENTRIES,
  cwd: root,
  platform: 'node',
  tsconfig: false,
  external: ['pg-native', 'vite', 'rolldown', 'highs'],
  plugins: [keepModuleAddresses()],
  transform: { define: { __BUNDLED__: 'true' } },
  checks: { eval: false, circularDependency: false },
  output: {
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    banner: BANNER,
    minify: false,
    sourcemap: false,
    cleanDir: false,
  },
});
