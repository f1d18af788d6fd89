/** Numbers as people and tools write them: decimal comma or point, thousands, currency signs, per cent, brackets for minus. */

export type DecimalSign = 'point' | 'comma';

const NOISE = /[\s\u00a0\u202f'’_]/g;

/**
 * Which sign marks decimals in a column: settled by any value that can be read only one way; `1,234` alone can not.
 *
 * @example
 * decimalSignOf(['1.234,50', '12']) // 'comma'
 */
export function decimalSignOf(samples: readonly string[]): DecimalSign {
  const signs = samples.map(signIn);
  const count = (sign: DecimalSign): number => signs.filter((one) => one === sign).length;
  return count('comma') > count('point') ? 'comma' : 'point';
}

/** What one value proves; undefined where it can be read both ways. */
function signIn(sample: string): DecimalSign | undefined {
  const digits = sample.replace(NOISE, '').replace(/[^\d.,]/g, '');
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma < 0 && point < 0) return undefined;
  if (comma >= 0 && point >= 0) return comma > point ? 'comma' : 'point';
  const sign = comma >= 0 ? ',' : '.';
  if (!isGrouping(digits, sign)) return sign === ',' ? 'comma' : 'point';
  if (digits.split(sign).length === 2) return undefined;
  return sign === ',' ? 'point' : 'comma';
}

function isGrouping(digits: string, sign: ',' | '.'): boolean {
  return (sign === ',' ? /^\d{1,3}(,\d{3})+$/ : /^\d{1,3}(\.\d{3})+$/).test(digits);
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mio: 1e6, bn: 1e9, mrd: 1e9 };

/**
 * A number, or undefined where the text is none. Per cent is a hundredth: `45 %` is 0.45.
 *
 * @example
 * readNumber('(1.234,50)', 'comma') // -1234.5
 */
export function readNumber(text: string, sign: DecimalSign): number | undefined {
  const match = /^(\(?)([-+−]?)([\d.,]+)(?:e([-+]?\d{1,3}))?(k|m|mio|bn|mrd)?\.?(%?)(\)?)$/i.exec(
    text.replace(NOISE, ''),
  );
  if (match === null) return undefined;
  const [, open = '', minus = '', digits = '', power, scale, percent, close = ''] = match;
  if ((open === '') !== (close === '')) return undefined;
  const plain = withPoint(digits, sign);
  if (plain === undefined) return undefined;
  const size = Number(plain) * 10 ** Number(power ?? 0) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1);
  const signed = (minus !== '' && minus !== '+') || open !== '' ? -size : size;
  if (!Number.isFinite(signed)) return undefined;
  return percent === '%' ? signed / 100 : signed;
}

/** The digits with a decimal point and nothing else; undefined where the signs stand where no number has them. */
function withPoint(digits: string, sign: DecimalSign): string | undefined {
  const decimal = sign === 'comma' ? ',' : '.';
  const group = sign === 'comma' ? '.' : ',';
  const [whole = '', part, ...more] = digits.split(decimal);
  if (more.length > 0 || part?.includes(group) === true) {
    return isGrouping(digits, decimal) ? digits.replaceAll(decimal, '') : undefined;
  }
  const groups = whole.split(group);
  const evenly = groups.length === 1 || groups.slice(1).every((one) => one.length === 3 || one.length === 2);
  // A lone group that is none of three digits can only be decimals: `1,5` in a column of points.
  if (!evenly || (part === undefined && groups.length === 2 && groups[1]?.length !== 3)) {
    return groups.length === 2 && part === undefined ? `${groups[0]}.${groups[1]}` : undefined;
  }
  const joined = groups.join('') + (part === undefined ? '' : `.${part}`);
  return /\d/.test(joined) ? joined : undefined;
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '฿': 'THB',
  us$: 'USD',
  ca$: 'CAD',
  c$: 'CAD',
  a$: 'AUD',
  nz$: 'NZD',
  hk$: 'HKD',
  s$: 'SGD',
  r$: 'BRL',
  'fr.': 'CHF',
  fr: 'CHF',
  zł: 'PLN',
  kč: 'CZK',
  kr: 'SEK',
};

/**
 * An amount with its currency, by sign or code before or after; without either, the currency given.
 *
 * @example
 * readMoney('1.234,50 €', { sign: 'comma', currency: null }) // { amount: 1234.5, currency: 'EUR' }
 */
export function readMoney(
  text: string,
  { sign, currency }: { readonly sign: DecimalSign; readonly currency: string | null },
): { readonly amount: number; readonly currency: string } | 'no-currency' | undefined {
  const compact = text.replace(NOISE, '');
  const word =
    /^[(-]*([^\d.,()%+-][^\d,()+-]*?)(?=[\d.(-])/.exec(compact)?.[1] ??
    /\d([^\d.,()%+-][^\d()+-]*)\)?$/.exec(compact)?.[1];
  const unit = word === undefined ? undefined : currencyOf(word);
  const rest = word === undefined || unit === undefined ? compact : compact.replace(word, '');
  const amount = readNumber(rest, sign);
  if (amount === undefined) return undefined;
  const known = unit ?? currency;
  return known === null ? 'no-currency' : { amount, currency: known };
}

function currencyOf(word: string): string | undefined {
  const sign = SIGNS[word.toLowerCase()];
  if (sign !== undefined) return sign;
  return /^[A-Za-z]{3}$/.test(word) ? word.toUpperCase() : undefined;
}
