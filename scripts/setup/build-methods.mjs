/**
 * The methods as a package of their own, `@throughline/methods`: modules, types, README and licence in dist/methods, ready for
 * `npm publish`. Compiled with no types of Node and no page, so that nothing of either slips in.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const rootPath = fileURLToPath(root);
const source = join(rootPath, 'src', 'methods');
const IMPORTED = /(?:from |import\()['"]([^.'"][^'"]*)['"]/g;

/** Writes the package into `out`. @throws Error with what the compiler says */
export function buildMethods(out = join(rootPath, 'dist', 'methods')) {
  rmSync(out, { recursive: true, force: true });
  const compiler = join(rootPath, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  const compiled = spawnSync(process.execPath, [compiler, '-p', source, '--outDir', out], { encoding: 'utf8' });
  if (compiled.status !== 0) throw new Error(compiled.stdout + compiled.stderr);
  // The compiler leaves the endings of types that it writes inline.
  for (const file of globSync('**/*.d.ts', { cwd: out })) {
    const types = join(out, file);
    writeFileSync(types, readFileSync(types, 'utf8').replaceAll(/import\("(\.[^"]*)\.ts"\)/g, 'import("$1.js")'));
  }
  cpSync(join(source, 'README.md'), join(out, 'README.md'));
  for (const file of ['LICENSE', 'NOTICE']) cpSync(join(rootPath, file), join(out, file));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(out), null, 2)}\n`);
}

function manifest(out) {
  const { version, license, engines, dependencies } = JSON.parse(readFileSync(join(rootPath, 'package.json'), 'utf8'));
  const needed = Object.keys(dependencies).filter((name) => packagesNeeded(out).has(name));
  return {
    name: '@throughline/methods',
    version,
    description: 'Decision science for product management and product marketing: plain values in, honest answers out.',
    license,
    type: 'module',
    sideEffects: false,
    engines,
    exports: { '.': './index.js', './*': './*/index.js', './package.json': './package.json' },
    dependencies: Object.fromEntries(needed.map((name) => [name, dependencies[name]])),
  };
}

function packagesNeeded(out) {
  const modules = globSync('**/*.js', { cwd: out }).map((file) => readFileSync(join(out, file), 'utf8'));
  const imported = modules.flatMap((text) => [...text.matchAll(IMPORTED)].map(([, name]) => name));
  return new Set(imported.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')));
}
