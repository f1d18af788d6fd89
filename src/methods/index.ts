/** Decision science for product and marketing people: every method, plain values in and out. */

import { askMethods } from './ask/index.ts';
import { attributeMethods } from './attribute/index.ts';
import { causeMethods } from './cause/index.ts';
import { chooseMethods } from './choose/index.ts';
import { compareMethods } from './compare/index.ts';
import { forecastMethods } from './forecast/index.ts';
import { investMethods } from './invest/index.ts';
import type { AnyMethod } from './method.ts';
import { prioritiseMethods } from './prioritise/index.ts';
import { textMethods } from './text/index.ts';

export {
  type AnyMethod,
  answerMethod,
  METHOD_FIELDS,
  type MethodField,
  MethodProblem,
  type MethodRun,
  type Picture,
  report,
} from './method.ts';

/** In the order of the handbook. */
export const methods: readonly AnyMethod[] = [
  ...prioritiseMethods,
  ...askMethods,
  ...chooseMethods,
  ...compareMethods,
  ...causeMethods,
  ...attributeMethods,
  ...investMethods,
  ...forecastMethods,
  ...textMethods,
];

/** @example methodNamed('net-promoter-score')?.title // 'Net Promoter Score' */
export function methodNamed(name: string): AnyMethod | undefined {
  return methods.find((method) => method.name === name);
}
