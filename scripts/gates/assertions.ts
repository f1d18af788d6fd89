/** No `any`, no non-null `!`, no `as` (but `as const`) outside the kernel: the compiler is told nothing it cannot see. */
import { type Gate, verdict } from './gate.ts';
import { isTest, type SourceFile, sourceFiles } from './source-files.ts';
import { isNode, lineOf, type Node, parse, walk } from './syntax.ts';

const KERNEL = /^src\/line\//;
/** Inner loops over numbers may say that an index they bound themselves is inside: a check there costs and tells nothing. */
const NUMERICS = /^(src\/methods|bench)\//;
const SILENCED = /@ts-(expect-error|ignore|nocheck)|biome-ignore(?!.*: \S)/;
/** In a test it says that something must not compile, and the compiler fails where it does. */
const MUST_NOT_COMPILE = /@ts-expect-error/;

export const assertions: Gate = {
  name: 'assertions',
  watches: 'no `any`, `!`, `as` or silenced compiler outside src/line',
  async run(root) {
    const files = sourceFiles(root).filter((file) => !KERNEL.test(file.path));
    return verdict(`${files.length} files`, files.flatMap(faultsOf));
  },
};

function faultsOf(file: SourceFile): readonly string[] {
  const faults: string[] = [];
  for (const { node } of walk(parse(file))) {
    const what = assertionOf(node);
    if (what !== undefined && !(NUMERICS.test(file.path) && isIndexed(node)))
      faults.push(`${file.path}:${lineOf(file.text, node.start)} ${what}`);
  }
  file.text.split('\n').forEach((line, index) => {
    if (silences(file, line)) faults.push(`${file.path}:${index + 1} silences the compiler`);
  });
  return faults;
}

function silences(file: SourceFile, line: string): boolean {
  if (!/^\s*(\/\/|\/?\*)/.test(line) || !SILENCED.test(line)) return false;
  return !(isTest(file.path) && MUST_NOT_COMPILE.test(line));
}

function assertionOf(node: Node): string | undefined {
  if (node.type === 'TSAnyKeyword') return 'says any';
  if (node.type === 'TSNonNullExpression') return 'says ! (not null)';
  if (node.type === 'TSTypeAssertion') return 'asserts a type';
  if (node.type === 'TSAsExpression' && !isConst(node.typeAnnotation)) return 'says as';
  return undefined;
}

/** `values[i]!` and nothing else. */
function isIndexed(node: Node): boolean {
  if (node.type !== 'TSNonNullExpression' || !isNode(node.expression)) return false;
  return node.expression.type === 'MemberExpression' && node.expression.computed === true;
}

function isConst(type: unknown): boolean {
  if (!isNode(type) || type.type !== 'TSTypeReference') return false;
  const name = type.typeName;
  return isNode(name) && name.name === 'const';
}
