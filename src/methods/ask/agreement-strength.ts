/** Landis and Koch (1977): words for a kappa. */
const STRENGTHS: readonly (readonly [number, string])[] = [
  [0.8, 'almost perfect'],
  [0.6, 'substantial'],
  [0.4, 'moderate'],
  [0.2, 'fair'],
  [0, 'slight'],
];

/** @example agreementStrength(0.41); // 'moderate' */
export function agreementStrength(kappa: number): string {
  return STRENGTHS.find(([above]) => kappa > above)?.[1] ?? 'no better than chance';
}
