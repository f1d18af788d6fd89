/** How the readings of comparisons say numbers. */

/** 0.0793 is said "7.93 %". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

export function short(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}

/** The p-value and what it lets one say. */
export function chance(p: number, threshold: number): string {
  const said = p < 0.0001 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`;
  return p < threshold ? `unlikely to be chance (${said})` : `may well be chance (${said})`;
}
