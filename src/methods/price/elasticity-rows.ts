/** The complete rows of a demand regression, as logarithms where asked for. */

import { MethodProblem } from '../method.ts';

export interface DemandRows {
  readonly names: readonly string[];
  readonly y: readonly number[];
  readonly columns: readonly (readonly number[])[];
  readonly missing: number;
}

interface Given {
  readonly quantity: readonly (number | null)[];
  readonly price: readonly (number | null)[];
  readonly regressors: Readonly<Record<string, readonly (number | null)[]>>;
  readonly logged: readonly string[];
  readonly alreadyLogged: boolean;
}

interface Column {
  readonly name: string;
  /** Where it stands in the inputs. */
  readonly field: string;
  readonly values: readonly (number | null)[];
  readonly log: boolean;
}

/** @throws MethodProblem `unknown-regressor`, `unequal-lengths`, `not-positive`. */
export function completeRows({ quantity, price, regressors, logged, alreadyLogged }: Given): DemandRows {
  const unknown = logged.find((name) => regressors[name] === undefined);
  if (unknown !== undefined)
    throw new MethodProblem('unknown-regressor', 'logged', `There is no regressor ${unknown}.`);
  const others = Object.entries(regressors).map(([name, values]) => ({
    name,
    field: `regressors.${name}`,
    values,
    log: logged.includes(name),
  }));
  const sold: Column = { name: 'quantity', field: 'quantity', values: quantity, log: !alreadyLogged };
  const moved: Column[] = [{ name: 'price', field: 'price', values: price, log: !alreadyLogged }, ...others];
  for (const { field, values } of moved)
    if (values.length !== quantity.length)
      throw new MethodProblem('unequal-lengths', field, `Give ${quantity.length} values, as many as quantities.`);
  const rows = quantity.map((_, i) => i).filter((i) => [sold, ...moved].every(({ values }) => values[i] !== null));
  const chosen = ({ field, values, log }: Column) =>
    rows.map((i) => {
      const value = values[i] ?? 0;
      if (log && !(value > 0))
        throw new MethodProblem(
          'not-positive',
          `${field}.${i}`,
          `${value} has no logarithm: leave the row out, or sum sales over longer periods.`,
        );
      return log ? Math.log(value) : value;
    });
  const missing = quantity.length - rows.length;
  return { names: moved.map(({ name }) => name), y: chosen(sold), columns: moved.map(chosen), missing };
}
