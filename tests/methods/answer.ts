/** A method asked as every door asks it, with the type of its answer kept. */

import type { z } from 'zod';
import { type AnyMethod, answerMethod, type MethodRun } from '../../src/methods/method.ts';

/** @example const { items } = await answerOf(riceScore, { items: [...] }); */
export async function answerOf<Out extends z.ZodType>(
  method: AnyMethod & { readonly result: Out },
  inputs: unknown,
  how: MethodRun = {},
): Promise<z.output<Out>> {
  return method.result.parse(await answerMethod(method, inputs, how));
}
