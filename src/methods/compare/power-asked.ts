/** What every question of power takes, whether of rates or of means. */

import { z } from 'zod';

export const powerAsked = {
  power: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.8)
    .describe('Chance to find the effect if it is there. Ignored where power is found.'),
  alpha: z.number().gt(0).lt(1).default(0.05).describe('Chance of a false alarm.'),
  sides: z
    .union([z.literal(1), z.literal(2)], 'A test has 1 or 2 sides.')
    .default(2)
    .describe('1: only an effect in the direction named counts.'),
  ratio: z.number().gt(0).default(1).describe('Size of the treatment group over that of the control group.'),
};
