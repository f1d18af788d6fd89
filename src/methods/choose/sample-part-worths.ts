/** Runs the chains of the hierarchical logit over a coded table of choices. */

import { MethodProblem, type MethodRun } from '../method.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import type { CodedChoices } from './choice-coding.ts';
import { choiceEvents, MOST_ALTERNATIVES } from './choice-events.ts';
import { type ChoiceRows, fitConditionalLogit, longestSituation } from './conditional-logit.ts';
import { type Chain, runChain, startChain } from './hierarchical-logit.ts';
import { PosteriorDraws } from './posterior-draws.ts';

/** More kept draws than this for each person tell nothing new. */
const KEPT_DRAWS = 1000;
const MOST_KEPT_CELLS = 20_000_000;
const SWEEPS_BETWEEN_NEWS = 50;
/** Rossi, Allenby and McCulloch's: the prior mean of zero counts as a hundredth of a person. */
const PRIOR_MEAN_PERSONS = 0.01;
/** Pooled coefficients beyond this (separable data) are no place to start. */
const FURTHEST_START = 5;

export interface SamplingSettings {
  readonly draws: number;
  readonly chains: number;
  readonly burnIn: number;
  readonly thin?: number | undefined;
  readonly priorVariance: number;
  readonly priorDegreesOfFreedom?: number | undefined;
  readonly level: number;
}

export function samplePartWorths(coded: CodedChoices, settings: SamplingSettings, how: MethodRun) {
  const { respondents, names } = coded;
  const size = names.length;
  checkSize(coded, settings.priorDegreesOfFreedom);
  const scale = columnScales(coded);
  const rows = { ...coded.rows, x: coded.rows.x.map((value, at) => value / scale[at % size]!) };
  const events = choiceEvents(rows, coded.respondentOf);
  const { chains, level, priorVariance } = settings;
  const perChain = Math.floor(settings.draws / chains);
  const burnIn = Math.max(1, Math.floor(perChain * settings.burnIn));
  const sweeps = perChain - burnIn;
  const most = Math.max(1, Math.min(KEPT_DRAWS, MOST_KEPT_CELLS / (respondents.length * size)));
  const thin = Math.min(sweeps, settings.thin ?? Math.max(1, Math.ceil((sweeps * chains) / most)));
  const kept = new PosteriorDraws({ people: respondents.length, size, chains, sweeps, thin, scale, level });
  const random = randomFrom(how.seed);
  const prior = {
    meanPersons: PRIOR_MEAN_PERSONS,
    degreesOfFreedom: settings.priorDegreesOfFreedom ?? size + 3,
    variance: priorVariance,
  };
  const starts = chainStarts(rows, chains, random);
  const acceptance = starts.map((start, at) => {
    const chain = startChain(events, start);
    const keep = (state: Chain, sweep: number) => kept.keep(state, at, sweep - burnIn);
    const onSweep = (sweep: number) => {
      if (sweep % SWEEPS_BETWEEN_NEWS === 0) how.progress?.((at + sweep / perChain) / chains);
    };
    runChain(chain, { sweeps: perChain, burnIn, prior, keep, onSweep }, random);
    return chain.accepted / chain.proposed;
  });
  return {
    kept,
    acceptanceRate: acceptance.reduce((sum, rate) => sum + rate, 0) / chains,
    choices: events.rowStarts.length - 1,
  };
}

function checkSize({ rows, names, respondents }: CodedChoices, degreesOfFreedom: number | undefined): void {
  if (degreesOfFreedom !== undefined && degreesOfFreedom < names.length)
    throw new MethodProblem(
      'prior-too-weak',
      'priorDegreesOfFreedom',
      `Give at least ${names.length}, the number of coefficients.`,
    );
  if (longestSituation(rows.starts) > MOST_ALTERNATIVES || names.length * respondents.length > MOST_KEPT_CELLS / 20)
    throw new MethodProblem(
      'too-large',
      'attributes',
      `Take fewer respondents or levels (at most ${MOST_KEPT_CELLS / 20} part-worths), and at most ${MOST_ALTERNATIVES} alternatives.`,
    );
  if (rows.chosen.some((times) => !Number.isInteger(times) || times > 100))
    throw new MethodProblem(
      'choices-not-whole',
      'chosen',
      'Mark chosen alternatives with 1 (or a small whole number).',
    );
}

/** 1 for columns of -1, 0 and 1; the range of any other number, so that the prior does not depend on its unit. */
function columnScales({ rows, names, attributes }: CodedChoices): Float64Array {
  const scale = new Float64Array(names.length).fill(1);
  for (const { levels, from, low, high } of attributes) {
    if (levels !== null || high <= low) continue;
    let coded = true;
    for (let at = from; at < rows.x.length && coded; at += names.length) coded = [-1, 0, 1].includes(rows.x[at]!);
    if (!coded) scale[from] = high - low;
  }
  return scale;
}

/** The coefficients of all people taken as one, and places around them. */
function chainStarts(rows: ChoiceRows, chains: number, random: Random): Float64Array[] {
  const fit = fitConditionalLogit(rows);
  const pooled = 'column' in fit ? new Float64Array(rows.columns) : fit.coefficients;
  const inside = pooled.map((value) => Math.max(-FURTHEST_START, Math.min(FURTHEST_START, value)));
  return Array.from({ length: chains }, (_, at) =>
    at === 0 ? inside : inside.map((value) => value + random.normal()),
  );
}
