/** Who imports whom: dependency-cruiser over every import, and again over what a browser would load. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet, type IViolation } from 'dependency-cruiser';
import { type Gate, type Verdict, verdict } from './gate.ts';
import { browserRules, cruiseOptions, layerRules, type Rules } from './layer-rules.ts';

const FOLDERS = ['src', 'scripts', 'bench', 'tests'];

/** The import graph of a checkout, with the violations of the rules. */
export async function cruiseSources(
  root: string,
  ruleSet: IFlattenedRuleSet,
  imports: 'all' | 'loaded',
): Promise<ICruiseResult> {
  const folders = (imports === 'all' ? FOLDERS : ['src']).filter((folder) => existsSync(path.join(root, folder)));
  const { output } = await cruise(folders, {
    ...cruiseOptions,
    tsPreCompilationDeps: imports === 'all',
    baseDir: path.resolve(root),
    validate: true,
    ruleSet,
  });
  if (typeof output === 'string') throw new Error(output);
  return output;
}

export const layers: Gate = {
  name: 'layers',
  watches: 'dependency-cruiser: layers, order of the slices, doors, no circles',
  run: (root) => judge(root, layerRules, 'all'),
};

export const browserReach: Gate = {
  name: 'browser-reach',
  watches: 'dependency-cruiser: no server code reaches a browser bundle or a pure door',
  run: (root) => judge(root, browserRules, 'loaded'),
};

async function judge(root: string, rules: Rules, imports: 'all' | 'loaded'): Promise<Verdict> {
  const { summary } = await cruiseSources(root, { forbidden: rules }, imports);
  return verdict(
    `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${rules.length} rules`,
    summary.violations.map(sentenceOf),
  );
}

function sentenceOf(violation: IViolation): string {
  const way = violation.cycle ?? violation.via;
  const path = way === undefined ? '' : ` (${way.map(({ name }) => name).join(' > ')})`;
  return `${violation.rule.name}: ${violation.from} > ${violation.to}${path}`;
}
