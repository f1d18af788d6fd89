/** What the figures of a column come to: a sum where they add up, their mean where they are marks on a scale or shares. */
import type { AnyItem } from '../../../line/index.ts';
import { both, decimal, money, share } from '../format/format.ts';
import { type Column, isNumeric, valueAt } from './column.ts';
import { isMoney } from './field-text.ts';

export interface Total {
  /** `Σ 1,240`, `⌀ 62 %`, `Σ €1,200`; for a cell. */
  readonly short: string;
  /** The same in words: `Sum of 12 values: 1,240`. */
  readonly long: string;
}

/** Null where the column holds no figures, or none of these items has one. @example totalOf(reach, items)?.short // Σ 1,240 */
export function totalOf(column: Column, items: readonly AnyItem[]): Total | null {
  if (!isNumeric(column.field)) return null;
  const values = items.map((item) => valueAt(item, column.name));
  return column.field.type === 'money' ? moneyTotal(values) : numberTotal(column, values);
}

function numberTotal({ field }: Column, values: readonly unknown[]): Total | null {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0 || field.type !== 'number') return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const isScale = field.unit === '%' || (field.min !== undefined && field.max !== undefined);
  if (!isScale) return written('Σ', 'Sum', { count: numbers.length, text: decimal(sum) });
  const mean = sum / numbers.length;
  return written('⌀', 'Mean', { count: numbers.length, text: field.unit === 'share' ? share(mean) : decimal(mean) });
}

/** Currencies are not added to each other. */
function moneyTotal(values: readonly unknown[]): Total | null {
  const amounts = values.filter(isMoney);
  if (amounts.length === 0) return null;
  const sums = [...Map.groupBy(amounts, (one) => one.currency)].map(([currency, ofIt]) =>
    money({ currency, amount: ofIt.reduce((total, { amount }) => total + amount, 0) }),
  );
  return written('Σ', 'Sum', { count: amounts.length, text: both(sums) });
}

function written(sign: string, name: string, of: { readonly count: number; readonly text: string }): Total {
  const values = of.count === 1 ? 'value' : 'values';
  return { short: `${sign} ${of.text}`, long: `${name} of ${decimal(of.count)} ${values}: ${of.text}` };
}
