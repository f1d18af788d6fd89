/** How the readings of comparisons say numbers. */

/** 0.0793 is said "7.93 %". */
export function percent(share: number): string {
  return `${rounded(share * 100, 1e-7)} %`;
}

/** A difference of two shares: 0.0079 is said "0.79 percentage points". */
export function points(difference: number): string {
  return `${rounded(difference * 100, 1e-4)} percentage points`;
}

export function short(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}

/** The p-value and what it lets one say, as the end of a sentence. */
export function chance(p: number, threshold: number): string {
  const said = p < 0.0001 ? 'p < 0.0001' : `p = ${short(p)}`;
  return p < threshold ? `is unlikely to be chance (${said})` : `may well be chance (${said})`;
}

/** Three digits; nearer to 0 than `least`, 0. */
function rounded(value: number, least: number): string {
  return Math.abs(value) < least ? '0' : short(value);
}
