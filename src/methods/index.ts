/** Decision science for product and marketing people: every method, plain values in and out. */

import { adoptMethods } from './adopt/index.ts';
import { agreeMethods } from './agree/index.ts';
import { askMethods } from './ask/index.ts';
import { attributeMethods } from './attribute/index.ts';
import { causeMethods } from './cause/index.ts';
import { chooseMethods } from './choose/index.ts';
import { compareMethods } from './compare/index.ts';
import { forecastMethods } from './forecast/index.ts';
import { groupMethods } from './group/index.ts';
import { investMethods } from './invest/index.ts';
import type { AnyMethod } from './method.ts';
import { planMethods } from './plan/index.ts';
import { priceMethods } from './price/index.ts';
import { prioritiseMethods } from './prioritise/index.ts';
import { retainMethods } from './retain/index.ts';
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
  ...priceMethods,
  ...chooseMethods,
  ...groupMethods,
  ...adoptMethods,
  ...retainMethods,
  ...compareMethods,
  ...causeMethods,
  ...attributeMethods,
  ...investMethods,
  ...forecastMethods,
  ...planMethods,
  ...agreeMethods,
  ...textMethods,
];

/** @example methodNamed('net-promoter-score')?.title // 'Net Promoter Score' */
export function methodNamed(name: string): AnyMethod | undefined {
  return methods.find((method) => method.name === name);
}
