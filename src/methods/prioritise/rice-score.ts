import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { barsOf, bestFirst, firstsOf, itemName, leadersOf, leadOf, namesOf, rank, ranksOf } from './ranked-scores.ts';

/** McBride's five steps: massive, high, medium, low, minimal. */
const IMPACT_STEPS = [3, 2, 1, 0.5, 0.25];
/** Below this McBride calls an idea a moonshot. */
const MOONSHOT_BELOW = 0.5;
/** A lead the usual error of a single factor eats up. */
const NARROW_LEAD = 1.5;

/**
 * RICE: reach × impact × confidence / effort.
 *
 * The score is impact per unit of effort, so its unit is people × impact per person-month (or whatever units reach and effort have);
 * only items measured in the same units compare. Use rank robustness where the factors are guesses.
 *
 * @throws MethodProblem `name-twice`.
 * @example riceScore.run({ items: [{ reach: 2000, impact: 2, confidence: 0.8, effort: 4 }] }).items[0].score; // 800
 */
export const riceScore = defineMethod({
  name: 'rice-score',
  field: 'prioritise',
  title: 'RICE score',
  summary: 'Which ideas give most impact for the effort, by reach, impact, confidence and effort.',
  whenToUse: [
    'Many ideas of unlike size, with rough figures for each.',
    'To make the assumptions behind an order visible.',
  ],
  whenNot: [
    'Where ideas depend on each other or must fit a capacity: select under constraints instead.',
    'Where waiting costs differ: weighted shortest job first.',
  ],
  assumes: [
    'Reach counts the same people in the same period for each item, effort the same unit (not checked).',
    'Impact is 3, 2, 1, 0.5 or 0.25 (other values are taken and warned of).',
  ],
  formula: '`reach × impact × confidence / effort`. Lead: the best score divided by the next.',
  source: ['McBride, S. (2016), RICE: simple prioritization for product managers, Intercom.'],
  verified: 'Published worked items (800; 4,000; 5; 60,000) to 1e-9.',
  cost: 'O(n log n)',
  warns: {
    'impact-off-scale': 'An impact is not one of the five steps.',
    'low-confidence': 'A confidence is below 0.5: a moonshot by the method.',
    'narrow-lead': 'The first two are within a factor of 1.5: the order is not settled.',
  },
  inputs: z.object({
    items: z
      .array(
        z.object({
          name: itemName,
          reach: z
            .number()
            .min(0, 'Reach is 0 or more.')
            .describe('People or events in the period, the same period for all.'),
          impact: z
            .number()
            .min(0, 'Impact is 0 or more.')
            .describe('Per person: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal.'),
          confidence: z
            .number()
            .min(0, 'Confidence is a share, 0 to 1.')
            .max(1, 'Confidence is a share, 0 to 1: write 80 % as 0.8.')
            .describe('Share, 0 to 1: 1 high, 0.8 medium, 0.5 low.'),
          effort: z
            .number()
            .gt(0, 'Effort is above 0: person-months, the least usually 0.5.')
            .describe('Person-months.'),
        }),
      )
      .min(1, 'Give at least one item.'),
  }),
  result: z.object({
    items: z.array(z.object({ name: z.string(), score: z.number(), rank })).describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names, best first.'),
    leadOfFirst: z
      .number()
      .nullable()
      .describe(
        'Best score divided by the next: any one factor must be wrong by so many times before the first place changes.',
      ),
    ...report,
  }),
  example: {
    about: 'Four kinds of work: a feature, an onboarding improvement, a custom feature and a critical bug.',
    source: 'Public worked examples of the published formula.',
    inputs: {
      items: [
        { name: 'Feature A', reach: 2000, impact: 2, confidence: 0.8, effort: 4 },
        { name: 'Onboarding improvement', reach: 5000, impact: 2, confidence: 0.8, effort: 2 },
        { name: 'Custom enterprise feature', reach: 10, impact: 3, confidence: 1, effort: 6 },
        { name: 'Critical bug', reach: 10000, impact: 3, confidence: 1, effort: 0.5 },
      ],
    },
  },
  run({ items }) {
    const names = namesOf(items);
    const scores = items.map(({ reach, impact, confidence, effort }) => (reach * impact * confidence) / effort);
    const ranks = ranksOf(scores);
    const scored = scores.map((score, i) => ({ name: names[i]!, score, rank: ranks[i]! }));
    const order = bestFirst(scored);
    const leadOfFirst = leadOf(scores);
    return {
      items: scored,
      order,
      leadOfFirst,
      warnings: warningsOf(items, names, leadOfFirst),
      reading: readingOf(scored, leadOfFirst),
      picture: barsOf('RICE score', 'Reach × impact × confidence / effort', scored),
    };
  },
});

function warningsOf(
  items: readonly { impact: number; confidence: number }[],
  names: readonly string[],
  lead: number | null,
): Warning[] {
  const off = names.filter((_, i) => !IMPACT_STEPS.includes(items[i]!.impact));
  const unsure = names.filter((_, i) => items[i]!.confidence < MOONSHOT_BELOW);
  const warnings: Warning[] = [];
  if (off.length > 0)
    warnings.push({
      id: 'impact-off-scale',
      text: `Impact is not 3, 2, 1, 0.5 or 0.25 for ${listed(off)}: make sure all use one scale.`,
    });
  if (unsure.length > 0)
    warnings.push({
      id: 'low-confidence',
      text: `Confidence is below 0.5 for ${listed(unsure)}: learn more before ranking.`,
    });
  if (lead !== null && lead < NARROW_LEAD)
    warnings.push({
      id: 'narrow-lead',
      text: `The first is only ${lead.toFixed(2)} times the second: give ranges to rank robustness before deciding.`,
    });
  return warnings;
}

function readingOf(items: readonly { name: string; score: number }[], lead: number | null): string {
  const first = `${leadersOf(items)}.`;
  if (lead === null || firstsOf(items).length > 1) return first;
  return `${first} One factor would have to be wrong by ${lead.toFixed(1)} times to change the first place.`;
}
