import { z } from 'zod';
import { defineMethod } from '../method.ts';
import { buyingInputs, buyingReading, buyingResult, fitBuying } from './buying-model.ts';
import { FIT_WARNINGS, parameterEstimate } from './likelihood-fit.ts';
import { paretoNbdModel } from './pareto-nbd-model.ts';
import { HISTORY_WARNINGS } from './purchase-history.ts';
import { REPEAT_QUESTIONS, REPEAT_QUESTIONS_SOURCE } from './repeat-questions.example.ts';

/**
 * The Pareto/NBD model of repeat buying without a contract, in which customers may leave at any time, also before they buy again.
 *
 * The same inputs and answers as `bgNbd`; it needs some ten times its time.
 *
 * @throws MethodProblem `no-customers`, `no-repeat-purchases`, `lengths-differ`, `recency-after-age`, `recency-without-purchase`.
 * @example paretoNbd.run(paretoNbd.inputs.parse({ customers: [{ frequency: 2, recency: 30.43, age: 38.86 }, { frequency: 0, recency: 0, age: 39 }] })).parameters.s;
 */
export const paretoNbd = defineMethod({
  name: 'pareto-nbd',
  field: 'retain',
  title: 'Pareto/NBD model of repeat buying',
  summary:
    'How many purchases customers will make who may leave silently at any time, and how likely each is still active.',
  whenToUse: [
    'Customers buy when they like and leave silently.',
    'Many never came back after the first purchase, and whether they are gone matters.',
  ],
  whenNot: [
    'Under a contract, where leaving is seen: use the shifted beta-geometric model.',
    'Buying at set occasions: use BG/BB.',
    'Few customers: s and beta are then hardly told apart.',
  ],
  assumes: [
    'While active a customer buys at random at a steady rate (not checked).',
    'A customer leaves at a steady hazard, whether buying or not (not checked).',
    'Rates and hazards are gamma distributed over customers, independent of each other (not checked).',
    'Enough customers who bought again (checked).',
  ],
  formula:
    'Likelihood of a history: `Γ(r+x)/Γ(r) α^r β^s [ (α+T)^-(r+x) (β+T)^-s + s ∫ (α+τ)^-(r+x) (β+τ)^-(s+1) dτ ]`, τ from t_x to T, maximised over r, α, s, β with exact slopes. The integral (published as a difference of two ₂F₁) is computed by Gauss-Legendre.',
  source: [
    'Schmittlein, D. C., Morrison, D. G. & Colombo, R. (1987), Counting your customers: who are they and what will they do next?, Management Science 33(1):1-24.',
    'Fader, P. S. & Hardie, B. G. S. (2005), A note on deriving the Pareto/NBD model and related expressions.',
  ],
  verified:
    'CDNOW sample (2,357 customers): parameters and predictions of the paper and of R BTYD 2.4.3 to 0.2 %, log-likelihood to 0.01; the integral against the published ₂F₁ form for α above and below β; slopes against differences; recovery of known parameters.',
  cost: 'O(distinct histories) an evaluation, about 30 evaluations: 40 ms for 2,357 customers, 60 ms with a prediction for each.',
  warns: { ...FIT_WARNINGS, ...HISTORY_WARNINGS },
  inputs: buyingInputs,
  result: z.object({
    parameters: z.object({
      r: parameterEstimate.describe('Shape of the purchase rates over customers: small means very uneven.'),
      alpha: parameterEstimate.describe(
        'Rate of that gamma; r / alpha is the mean purchases per unit of time while active.',
      ),
      s: parameterEstimate.describe('Shape of the hazards of leaving over customers.'),
      beta: parameterEstimate.describe('Rate of that gamma; s / beta is the mean hazard per unit of time.'),
    }),
    ...buyingResult,
  }),
  example: {
    about: 'Will people who asked a support question ask again in the next 13 weeks, and how many are still around?',
    source: REPEAT_QUESTIONS_SOURCE,
    inputs: { customers: REPEAT_QUESTIONS, horizon: 13 },
  },
  run(inputs) {
    const { answer, parameter, picture } = fitBuying(paretoNbdModel, inputs);
    return {
      parameters: { r: parameter(0), alpha: parameter(1), s: parameter(2), beta: parameter(3) },
      ...answer,
      reading: buyingReading(answer, 'Pareto/NBD'),
      picture,
    };
  },
});
