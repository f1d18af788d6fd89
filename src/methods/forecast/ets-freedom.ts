/** The search space of exponential smoothing: shares within their bounds as free numbers, initial states as they are. */

import type { EtsLayout } from './ets-recursion.ts';

/** Smoothing shares keep this far from 0 and 1; damping stays where it is neither no trend nor no damping. */
export const SHARE_EDGE = 1e-4;
export const DAMPED_FROM = 0.8;
export const DAMPED_TO = 0.98;

/** Smoothing shares that are given and not fitted. */
export type FixedSmoothing = { readonly [share in 'alpha' | 'beta' | 'gamma' | 'phi']?: number | undefined };

type Share = keyof FixedSmoothing;
const SHARES = ['alpha', 'beta', 'gamma', 'phi'] as const;

/**
 * 0 < alpha < 1, 0 < beta < alpha, 0 < gamma < 1 - alpha and 0.8 < phi < 0.98 (the customary region), each share that is not
 * fixed being the logistic of a free number between its bounds.
 */
export class EtsFreedom {
  private readonly layout: EtsLayout;
  private readonly fixed: FixedSmoothing;
  private readonly free: readonly Share[];
  private readonly natural: Float64Array;
  private readonly share = { alpha: 0, beta: 0, gamma: 0, phi: 0 };

  constructor(layout: EtsLayout, fixed: FixedSmoothing) {
    this.layout = layout;
    this.fixed = fixed;
    this.free = SHARES.filter((name) => layout[name] >= 0 && fixed[name] === undefined);
    this.natural = new Float64Array(layout.size);
  }

  /** The free numbers of given shares and states. */
  start(shares: { readonly [share in Share]: number }, states: Float64Array): Float64Array {
    const logit = (share: number) => Math.log(share / (1 - share));
    const inside = (share: number) => logit(Math.min(Math.max(share, 0.01), 0.99));
    const alpha = this.fixed.alpha ?? shares.alpha;
    const places = {
      alpha: alpha,
      beta: shares.beta / alpha,
      gamma: shares.gamma / (1 - alpha),
      phi: (shares.phi - DAMPED_FROM) / (DAMPED_TO - DAMPED_FROM),
    };
    return Float64Array.from([...this.free.map((name) => inside(places[name])), ...states]);
  }

  /** Shares and states of the free numbers; the same buffer at each call. */
  at(free: Float64Array): Float64Array {
    const { share, layout, natural, fixed } = this;
    this.free.forEach((name, place) => {
      share[name] = 1 / (1 + Math.exp(-free[place]!));
    });
    const [low, high] = this.alphaBounds();
    const alpha = fixed.alpha ?? low + (high - low) * share.alpha;
    natural[layout.alpha] = alpha;
    if (layout.beta >= 0) natural[layout.beta] = fixed.beta ?? low + (alpha - low) * share.beta;
    if (layout.gamma >= 0) natural[layout.gamma] = fixed.gamma ?? low + Math.max(0, 1 - alpha - low) * share.gamma;
    if (layout.phi >= 0) natural[layout.phi] = fixed.phi ?? DAMPED_FROM + (DAMPED_TO - DAMPED_FROM) * share.phi;
    for (let p = layout.level; p < layout.size; p++) natural[p] = free[this.free.length + p - layout.level]!;
    return natural;
  }

  /** Turns slopes by shares and states into slopes by the free numbers of the last call of `at`. */
  chain(slopes: Float64Array, gradient: Float64Array): void {
    const { share, layout, natural } = this;
    const [low, high] = this.alphaBounds();
    const alpha = natural[layout.alpha]!;
    this.free.forEach((name, place) => {
      const bend = share[name] * (1 - share[name]);
      gradient[place] = slopes[layout[name]]! * bend * this.width(name, alpha, low, high);
      if (name !== 'alpha') return;
      const widening = bend * (high - low);
      if (this.free.includes('beta')) gradient[place]! += slopes[layout.beta]! * share.beta * widening;
      if (this.free.includes('gamma') && 1 - alpha > low)
        gradient[place]! -= slopes[layout.gamma]! * share.gamma * widening;
    });
    for (let p = layout.level; p < layout.size; p++) gradient[this.free.length + p - layout.level] = slopes[p]!;
  }

  private alphaBounds(): [number, number] {
    const low = this.fixed.alpha !== undefined && this.fixed.alpha < SHARE_EDGE ? 0 : SHARE_EDGE;
    return [low, 1 - SHARE_EDGE];
  }

  private width(name: Share, alpha: number, low: number, high: number): number {
    if (name === 'alpha') return high - low;
    if (name === 'beta') return alpha - low;
    return name === 'gamma' ? Math.max(0, 1 - alpha - low) : DAMPED_TO - DAMPED_FROM;
  }
}
