/** How the readings say numbers. */

/** @example percent(0.3146); // '31.5 %' */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** @example confidence(0.95); // 'with 95 % confidence' */
export function confidence(level: number): string {
  return `with ${Number((level * 100).toPrecision(6))} % confidence`;
}

/** @example chance(0.012); // 'is unlikely to be chance (p = 0.012)' */
export function chance(p: number): string {
  return `${p < 0.05 ? 'is unlikely to be chance' : 'may well be chance'} (p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`})`;
}
