/** The table of coefficients that every logit prints, and what to beware of in it. */

import { z } from 'zod';
import type { Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import type { ConditionalLogit } from './conditional-logit.ts';

/** Fewer choices than this for each coefficient: standard errors are rough. */
const CHOICES_PER_COEFFICIENT = 10;

export const logitCoefficient = z.object({
  name: z.string().describe('The attribute, or `attribute: level`.'),
  estimate: z
    .number()
    .describe('Utility per unit, or of the level against the reference (dummy) or the mean (effects).'),
  standardError: z.number().nullable().describe('null where the data are separable and no finite estimate exists.'),
  z: z.number().nullable(),
  p: z.number().nullable().describe('Two-sided, of the coefficient being zero.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  robustStandardError: z
    .number()
    .nullable()
    .describe('Clustered by respondent (sandwich); null where no respondents were given or data are separable.'),
});

export type LogitCoefficient = z.infer<typeof logitCoefficient>;

/** One line a coefficient; those without a finite estimate claim no interval. */
export function coefficientTable(
  names: readonly string[],
  fit: ConditionalLogit,
  { level, robust }: { level: number; robust?: Float64Array | undefined },
): LogitCoefficient[] {
  return names.map((name, k) => {
    const diagonal = k * names.length + k;
    const estimate = fit.coefficients[k]!;
    if (fit.runaway.includes(k))
      return {
        name,
        estimate,
        standardError: null,
        z: null,
        p: null,
        low: null,
        high: null,
        robustStandardError: null,
      };
    const standardError = Math.sqrt(fit.covariance[diagonal]!);
    const { low, high } = normalInterval(estimate, standardError, level);
    const robustStandardError = robust === undefined ? null : Math.sqrt(robust[diagonal]!);
    const ratio = estimate / standardError;
    return { name, estimate, standardError, z: ratio, p: normalP(ratio), low, high, robustStandardError };
  });
}

/** What a reader must know of a fit over so many choices. */
export function fitWarnings(fit: ConditionalLogit, names: readonly string[], choices: number): Warning[] {
  const warnings: Warning[] = [];
  if (fit.runaway.length > 0)
    warnings.push({
      id: 'separable-data',
      text: `A mix of ${fit.runaway.map((k) => names[k]!).join(', ')} decides every choice it touches, so these coefficients grow without end; the figures are where the search stopped. Merge levels, ask more people, or use hierarchical Bayes.`,
    });
  else if (!fit.converged)
    warnings.push({ id: 'not-converged', text: 'The search stopped before its summit. Check for extreme values.' });
  if (choices < CHOICES_PER_COEFFICIENT * names.length)
    warnings.push({
      id: 'too-few-choices',
      text: `${choices} choices for ${names.length} coefficients: ask for at least ${CHOICES_PER_COEFFICIENT * names.length}.`,
    });
  return warnings;
}
