import type { SampleMoments } from '../numeric/sample-mean.ts';

/**
 * How much higher the treatment's mean is, absolutely or relative to the control's, with its standard error; the relative one by
 * the delta method, which counts that the control's mean is itself an estimate.
 *
 * @returns null where the control's mean is 0 and the relative lift does not exist.
 * @example lift(control, treatment, 'relative')?.standardError;
 */
export function lift(control: SampleMoments, treatment: SampleMoments, effect: 'relative' | 'absolute') {
  const a = control.variance / control.count;
  const b = treatment.variance / treatment.count;
  if (effect === 'absolute') return { estimate: treatment.mean - control.mean, standardError: Math.sqrt(a + b) };
  if (control.mean === 0) return null;
  const ratio = treatment.mean / control.mean;
  const base = Math.abs(control.mean);
  return { estimate: (treatment.mean - control.mean) / base, standardError: Math.sqrt(b + ratio * ratio * a) / base };
}

/** Welch and Satterthwaite's; null where neither group varies. */
export function welchFreedom(control: SampleMoments, treatment: SampleMoments): number | null {
  const a = control.variance / control.count;
  const b = treatment.variance / treatment.count;
  if (!(a + b > 0)) return null;
  const share = a / (a + b);
  return 1 / (share ** 2 / (control.count - 1) + (1 - share) ** 2 / (treatment.count - 1));
}
