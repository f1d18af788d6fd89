import { z } from 'zod';
import { defineMethod } from '../method.ts';
import { bgNbdModel } from './bg-nbd-model.ts';
import { buyingInputs, buyingReading, buyingResult, fitBuying } from './buying-model.ts';
import { FIT_WARNINGS, parameterEstimate } from './likelihood-fit.ts';
import { HISTORY_WARNINGS } from './purchase-history.ts';
import { REPEAT_QUESTIONS, REPEAT_QUESTIONS_SOURCE } from './repeat-questions.example.ts';

/**
 * The BG/NBD model of repeat buying without a contract: how often customers will come back, and who is still there.
 *
 * Only how often (frequency), when last (recency) and how long known (age) matter. Rates come out per unit of time of `age`.
 *
 * @throws MethodProblem `no-customers`, `no-repeat-purchases`, `lengths-differ`, `recency-after-age`, `recency-without-purchase`.
 * @example bgNbd.run(bgNbd.inputs.parse({ customers: [{ frequency: 2, recency: 30.43, age: 38.86 }, { frequency: 0, recency: 0, age: 39 }] })).parameters.r;
 */
export const bgNbd = defineMethod({
  name: 'bg-nbd',
  field: 'retain',
  title: 'BG/NBD model of repeat buying',
  summary: 'How many purchases customers will make who can leave without notice, and how likely each is still active.',
  whenToUse: [
    'Customers buy when they like and leave silently: shops, marketplaces, usage without a subscription.',
    'Ranking customers by the purchases still to come.',
  ],
  whenNot: [
    'Under a contract, where leaving is seen: use the shifted beta-geometric model.',
    'Buying at set occasions (yearly conference, monthly appeal): use BG/BB.',
    'Where those who never came back may have left at once: here they cannot leave before a repeat purchase; use Pareto/NBD.',
  ],
  assumes: [
    'While active a customer buys at random at a steady rate (not checked).',
    'After each repeat purchase a customer leaves with a fixed chance (not checked).',
    'Rates are gamma distributed over customers, chances of leaving beta, independent of each other (not checked).',
    'Enough customers who bought again (checked).',
  ],
  formula:
    'Likelihood of a history: `B(a,b+x)/B(a,b) · Γ(r+x)α^r / (Γ(r)(α+T)^(r+x)) + [x>0] B(a+1,b+x-1)/B(a,b) · Γ(r+x)α^r / (Γ(r)(α+t_x)^(r+x))`, maximised over r, α, a, b with exact slopes. Expected purchases by the published formula with ₂F₁, in Euler’s form.',
  source: [
    'Fader, P. S., Hardie, B. G. S. & Lee, K. L. (2005), "Counting your customers" the easy way, Marketing Science 24(2):275-284.',
  ],
  verified:
    'CDNOW sample (2,357 customers): parameters and predictions of the paper and of R BTYD 2.4.3 to 0.2 %, log-likelihood to 0.01; slopes against differences; recovery of known parameters.',
  cost: 'O(distinct histories) an evaluation, about 30 evaluations: 6 ms for 2,357 customers, 20 ms with a prediction for each.',
  warns: { ...FIT_WARNINGS, ...HISTORY_WARNINGS },
  inputs: buyingInputs,
  result: z.object({
    parameters: z.object({
      r: parameterEstimate.describe('Shape of the purchase rates over customers: small means very uneven.'),
      alpha: parameterEstimate.describe(
        'Rate of that gamma; r / alpha is the mean purchases per unit of time while active.',
      ),
      a: parameterEstimate.describe('First shape of the chance of leaving after a purchase; a / (a + b) is its mean.'),
      b: parameterEstimate,
    }),
    ...buyingResult,
  }),
  example: {
    about: 'Will people who asked a support question ask again in the next 13 weeks?',
    source: REPEAT_QUESTIONS_SOURCE,
    inputs: { customers: REPEAT_QUESTIONS, horizon: 13 },
  },
  run(inputs) {
    const { answer, parameter, picture } = fitBuying(bgNbdModel, inputs);
    return {
      parameters: { r: parameter(0), alpha: parameter(1), a: parameter(2), b: parameter(3) },
      ...answer,
      reading: buyingReading(answer, 'BG/NBD'),
      picture,
    };
  },
});
