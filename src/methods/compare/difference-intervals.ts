/** Intervals for how much higher the treatment's rate is than the control's; `z` is the critical value, 1.96 for 95 %. */

import type { Bounds } from '../numeric/proportion-intervals.ts';
import { root } from '../numeric/root.ts';

export interface Share {
  readonly successes: number;
  readonly trials: number;
}

export function wald(control: Share, treatment: Share, z: number): Bounds {
  const p = control.successes / control.trials;
  const q = treatment.successes / treatment.trials;
  const reach = z * Math.sqrt((p * (1 - p)) / control.trials + (q * (1 - q)) / treatment.trials);
  return { low: q - p - reach, high: q - p + reach };
}

/** Agresti and Caffo (2000): Wald after one success and one failure are added to each group. */
export function agrestiCaffo(control: Share, treatment: Share, z: number): Bounds {
  const more = ({ successes, trials }: Share): Share => ({ successes: successes + 1, trials: trials + 2 });
  const { low, high } = wald(more(control), more(treatment), z);
  return { low: Math.max(-1, low), high: Math.min(1, high) };
}

/**
 * Differences a score test at z would not reject: Mee (1984), and Miettinen and Nurminen (1985) with `factor` N / (N - 1).
 */
export function scoreInterval(control: Share, treatment: Share, z: number, factor = 1): Bounds {
  const observed = treatment.successes / treatment.trials - control.successes / control.trials;
  const excess = (difference: number) => {
    const p = restrictedRate(control, treatment, difference);
    const q = Math.min(1, Math.max(0, p + difference));
    const variance = factor * ((p * (1 - p)) / control.trials + (q * (1 - q)) / treatment.trials);
    return Math.abs(observed - difference) - z * Math.sqrt(Math.max(0, variance));
  };
  // At the observed difference the excess is at most 0; where it is 0 there, the other edge lies a little further on.
  const low = observed <= -1 ? -1 : (root(excess, -1, inward(observed, -1)) ?? observed);
  const high = observed >= 1 ? 1 : (root(excess, inward(observed, 1), 1) ?? observed);
  return { low, high };
}

function inward(observed: number, towards: number): number {
  return observed + (towards - observed) * 1e-12;
}

/** The control's rate that is likeliest where the treatment's is `difference` higher: the middle root of a cubic, in closed form. */
function restrictedRate(control: Share, treatment: Share, difference: number): number {
  const n = control.trials + treatment.trials;
  const a = n;
  const b = (treatment.trials + 2 * control.trials) * difference - n - control.successes - treatment.successes;
  const c =
    (control.trials * difference - n - 2 * control.successes) * difference + control.successes + treatment.successes;
  const d = control.successes * difference * (1 - difference);
  const v = b ** 3 / (27 * a ** 3) - (b * c) / (6 * a * a) + d / (2 * a);
  const u = Math.sign(v || 1) * Math.sqrt(Math.max(0, (b * b) / (9 * a * a) - c / (3 * a)));
  const w = u === 0 ? 0 : (Math.PI + Math.acos(Math.max(-1, Math.min(1, v / u ** 3)))) / 3;
  const rate = 2 * u * Math.cos(w) - b / (3 * a);
  return Math.min(Math.min(1, 1 - difference), Math.max(0, -difference, rate));
}
