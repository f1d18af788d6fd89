/** Levels as columns of a questionnaire: effects coding for what is reported, orthonormal contrasts to search and to compare by. */

import { MethodProblem } from '../method.ts';

export interface DesignAttribute {
  readonly name: string;
  readonly levels: readonly (string | number)[];
  /** Numbers that enter as they are: one column. */
  readonly linear: boolean;
}

export interface DesignCoding {
  readonly columns: number;
  readonly names: readonly string[];
  /** For each attribute, the first of its columns. */
  readonly from: readonly number[];
  /** For each attribute, for each level, its columns. */
  readonly codes: readonly (readonly Float64Array[])[];
}

/** The last level is minus one in each column of its attribute. */
export function effectsCoding(attributes: readonly DesignAttribute[]): DesignCoding {
  return codingOf(attributes, ({ levels, linear }) =>
    levels.map((level, at) => {
      if (linear) return Float64Array.of(Number(level));
      if (at === levels.length - 1) return new Float64Array(levels.length - 1).fill(-1);
      return Float64Array.from({ length: levels.length - 1 }, (_, column) => (column === at ? 1 : 0));
    }),
  );
}

/**
 * Helmert contrasts with mean square 1 over the levels, and linear columns from -1 to 1: no questionnaire has more information
 * than 1 a task, and one that is balanced (of a linear attribute: shows its ends alone) and orthogonal has that.
 */
export function orthonormalCoding(attributes: readonly DesignAttribute[]): DesignCoding {
  return codingOf(attributes, ({ levels, linear }) => {
    if (linear) {
      const numbers = levels.map(Number);
      const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
      return numbers.map((value) => Float64Array.of((2 * (value - least)) / (most - least) - 1));
    }
    return levels.map((_, at) =>
      Float64Array.from({ length: levels.length - 1 }, (__, column) => {
        const unit = Math.sqrt(levels.length / ((column + 1) * (column + 2)));
        return at <= column ? unit : at === column + 1 ? -(column + 1) * unit : 0;
      }),
    );
  });
}

function codingOf(
  attributes: readonly DesignAttribute[],
  codesOf: (attribute: DesignAttribute) => Float64Array[],
): DesignCoding {
  const codes = attributes.map(codesOf);
  let columns = 0;
  const from = codes.map((levels) => {
    const start = columns;
    columns += levels[0]!.length;
    return start;
  });
  const names = attributes.flatMap(({ name, levels, linear }) =>
    linear ? [name] : levels.slice(0, -1).map((level) => `${name}: ${level}`),
  );
  return { columns, names, from, codes };
}

/** @throws MethodProblem `attribute-constant`, `level-repeats`, `level-not-number` */
export function designAttributes(
  attributes: Readonly<Record<string, readonly (string | number)[]>>,
  linear: readonly string[],
): DesignAttribute[] {
  return Object.entries(attributes).map(([name, levels]) => {
    if (levels.length < 2)
      throw new MethodProblem('attribute-constant', `attributes.${name}`, `Give ${name} at least two levels.`);
    if (new Set(levels.map(String)).size < levels.length)
      throw new MethodProblem('level-repeats', `attributes.${name}`, `Give each level of ${name} once.`);
    const isLinear = linear.includes(name);
    if (isLinear && levels.some((level) => !Number.isFinite(Number(level))))
      throw new MethodProblem('level-not-number', `attributes.${name}`, `Give numbers, or take ${name} out of linear.`);
    return { name, levels, linear: isLinear };
  });
}
