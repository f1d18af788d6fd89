/** Proportion: how long, wide and deep things may be, and names that exclude nothing. Prints where the code stands. */
import { type Gate, verdict } from './gate.ts';
import { isTest, type SourceFile, sourceFiles } from './source-files.ts';
import { type FunctionFacts, functionsOf } from './syntax.ts';

const FILE_LINES = 300;
const FUNCTION_LINES = 60;
const COMPONENT_LINES = 120;
const PARAMETERS = 4;
const NESTING = 4;
const SAYS_NOTHING = /(^|[/.])(utils?|helpers?|commons?|misc|managers?|services?|types?)(?=[/.])/;

export const proportion: Gate = {
  name: 'proportion',
  watches: `files of at most ${FILE_LINES} lines, functions ${FUNCTION_LINES} (components ${COMPONENT_LINES}), ${PARAMETERS} parameters, nesting ${NESTING}, names that say something`,
  async run(root) {
    const files = sourceFiles(root);
    const code = files.filter((file) => !isTest(file.path));
    const functions = code.flatMap((file) => functionsOf(file).map((facts) => ({ file: file.path, ...facts })));
    const findings = [
      ...files.flatMap(faultsOfFile),
      ...functions.flatMap((facts) => faultsOfFunction(facts.file, facts)),
    ];
    const spread = [
      `files ${spreadOf(code.map(linesOf))}`,
      `functions ${spreadOf(functions.map(({ lines }) => lines))}`,
      `parameters ${spreadOf(functions.map(({ parameters }) => parameters))}`,
      `nesting ${spreadOf(functions.map(({ nesting }) => nesting))}`,
    ];
    return verdict(`median/95th/max: ${spread.join(', ')}`, findings);
  },
};

const linesOf = (file: SourceFile): number => file.text.split('\n').length - 1;

function faultsOfFile(file: SourceFile): readonly string[] {
  const faults: string[] = [];
  const lines = linesOf(file);
  if (lines > FILE_LINES) faults.push(`${file.path}: ${lines} lines, at most ${FILE_LINES}`);
  if (SAYS_NOTHING.test(file.path)) faults.push(`${file.path}: a name that excludes nothing collects everything`);
  return faults;
}

function faultsOfFunction(file: string, facts: FunctionFacts): readonly string[] {
  const place = `${file}:${facts.line} ${facts.name}`;
  const most = facts.isComponent ? COMPONENT_LINES : FUNCTION_LINES;
  const faults: string[] = [];
  if (facts.lines > most) faults.push(`${place}: ${facts.lines} lines, at most ${most}`);
  if (facts.parameters > PARAMETERS) faults.push(`${place}: ${facts.parameters} parameters, at most ${PARAMETERS}`);
  if (facts.nesting > NESTING) faults.push(`${place}: nested ${facts.nesting} deep, at most ${NESTING}`);
  return faults;
}

/** @example spreadOf([1, 2, 9]) // '2/9/9' */
function spreadOf(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `${at(0.5)}/${at(0.95)}/${sorted.at(-1) ?? 0}`;
}
