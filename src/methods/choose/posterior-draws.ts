/** Keeps what the chains of the hierarchical logit draw, and says it in means, spreads and intervals. */

import { type ChainDiagnosis, diagnoseChains } from '../numeric/chain-diagnostics.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import type { Chain } from './hierarchical-logit.ts';

export interface Posterior {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
}

export interface PosteriorPlan {
  readonly people: number;
  readonly size: number;
  readonly chains: number;
  /** Sweeps past the burn-in of each chain. */
  readonly sweeps: number;
  /** Every how many of them persons are kept. */
  readonly thin: number;
  /** What each column was divided by: draws are given back in its own unit. */
  readonly scale: Float64Array;
  readonly level: number;
}

export class PosteriorDraws {
  readonly #plan: PosteriorPlan;
  /** Per coefficient, per chain. */
  readonly #means: Float64Array[][];
  readonly #spreads: Float64Array[][];
  readonly #covariance: Float64Array;
  /** Draws of each person's coefficient side by side. */
  readonly #people: Float64Array;
  readonly #kept: number;
  #keptSoFar = 0;
  #logLikelihood = 0;
  #sweeps = 0;

  constructor(plan: PosteriorPlan) {
    const { people, size, chains, sweeps, thin } = plan;
    const trace = () =>
      Array.from({ length: size }, () => Array.from({ length: chains }, () => new Float64Array(sweeps)));
    this.#plan = plan;
    this.#means = trace();
    this.#spreads = trace();
    this.#covariance = new Float64Array(size * size);
    this.#kept = chains * Math.floor(sweeps / thin);
    this.#people = new Float64Array(people * size * this.#kept);
  }

  /** Takes the state of chain number `at` after its `sweep` past the burn-in. */
  keep({ population, b, logLikelihood }: Chain, at: number, sweep: number): void {
    const { size, thin, scale } = this.#plan;
    const { mean, covariance } = population;
    for (let i = 0; i < size; i++) {
      this.#means[i]![at]![sweep] = mean[i]! / scale[i]!;
      this.#spreads[i]![at]![sweep] = Math.sqrt(covariance[i * size + i]!) / scale[i]!;
      for (let j = 0; j < size; j++)
        this.#covariance[i * size + j]! += covariance[i * size + j]! / (scale[i]! * scale[j]!);
    }
    for (let person = 0; person < logLikelihood.length; person++) this.#logLikelihood += logLikelihood[person]!;
    this.#sweeps++;
    if ((sweep + 1) % thin !== 0) return;
    for (let cell = 0; cell < b.length; cell++)
      this.#people[cell * this.#kept + this.#keptSoFar] = b[cell]! / scale[cell % size]!;
    this.#keptSoFar++;
  }

  get draws(): number {
    return this.#sweeps;
  }

  get keptDraws(): number {
    return this.#kept;
  }

  get meanLogLikelihood(): number {
    return this.#logLikelihood / this.#sweeps;
  }

  populationMean(coefficient: number): Posterior & ChainDiagnosis {
    return this.#traced(this.#means[coefficient]!);
  }

  populationSpread(coefficient: number): Posterior & ChainDiagnosis {
    return this.#traced(this.#spreads[coefficient]!);
  }

  populationCovariance(): number[][] {
    const { size } = this.#plan;
    return Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => this.#covariance[i * size + j]! / this.#sweeps),
    );
  }

  person(person: number, coefficient: number): Posterior {
    const from = (person * this.#plan.size + coefficient) * this.#kept;
    return this.#summary(this.#people.slice(from, from + this.#kept));
  }

  #traced(chains: readonly Float64Array[]): Posterior & ChainDiagnosis {
    const all = new Float64Array(chains.length * this.#plan.sweeps);
    chains.forEach((chain, at) => {
      all.set(chain, at * this.#plan.sweeps);
    });
    return { ...this.#summary(all), ...diagnoseChains(chains) };
  }

  /** Sorts `draws`. */
  #summary(draws: Float64Array): Posterior {
    const tail = (1 - this.#plan.level) / 2;
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const squares = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0);
    draws.sort();
    return {
      mean,
      standardDeviation: Math.sqrt(squares / Math.max(1, draws.length - 1)),
      low: quantileOfSorted(draws, tail),
      high: quantileOfSorted(draws, 1 - tail),
    };
  }
}
