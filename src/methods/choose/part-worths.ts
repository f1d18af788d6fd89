/** Part-worths as they are handed from one conjoint method to the next, and what they make of a product. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

/** Of one person (or of all): each attribute with the utility of its levels, or utility per unit where it is a number. */
export const partWorths = z
  .record(
    z.string(),
    z.union(
      [z.record(z.string(), z.number()), z.number()],
      'Give the utility of each level, or one number: utility per unit.',
    ),
  )
  .describe('Attribute → utility of each level; or one number, the utility per unit of a numeric attribute.');
export type PartWorths = z.infer<typeof partWorths>;

/** A product as a level (or a number) of each attribute. */
export const productLevels = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe(
    'Attribute → its level, or its number where the attribute has utility per unit. An attribute left out adds nothing.',
  );

/**
 * @param field path of the product in the inputs, for the error.
 * @throws MethodProblem `level-unknown`
 * @example utilityOf({ brand: { Ada: 1, Bix: -1 }, price: -0.5 }, { brand: 'Ada', price: 3 }, 'products.0'); // -0.5
 */
export function utilityOf(worths: PartWorths, levels: z.infer<typeof productLevels>, field: string): number {
  let utility = 0;
  for (const [attribute, level] of Object.entries(levels)) {
    const worth = worths[attribute];
    const value = typeof worth === 'object' ? worth[level] : worth === undefined ? undefined : worth * Number(level);
    if (value === undefined || Number.isNaN(value))
      throw new MethodProblem(
        'level-unknown',
        `${field}.${attribute}`,
        typeof worth === 'object'
          ? `Name one of ${Object.keys(worth).join(', ')}.`
          : `Give a number, of an attribute that has part-worths.`,
      );
    utility += value;
  }
  return utility;
}
