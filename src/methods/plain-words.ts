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

/** More names than this are cut short in a sentence. */
const NAMES_SAID = 8;

/**
 * Names as they stand in a sentence; a long list is cut short.
 *
 * @example listed(['A', 'B', 'C']); // 'A, B and C'
 */
export function listed(names: readonly string[]): string {
  if (names.length > NAMES_SAID)
    return `${names.slice(0, NAMES_SAID - 2).join(', ')} and ${names.length - NAMES_SAID + 2} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
