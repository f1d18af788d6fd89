/** Profiles of levels as effects-coded columns: the last level of an attribute is minus one in each of its columns. */

import { MethodProblem } from '../method.ts';

type Profile = Readonly<Record<string, string | number>>;

export interface ProfileDesign {
  readonly attributes: readonly { readonly name: string; readonly levels: readonly string[]; readonly from: number }[];
  /** One row a profile. */
  readonly rows: readonly Float64Array[];
  readonly columns: number;
}

/** @throws MethodProblem `attribute-missing`, `attribute-constant`, `level-unknown` */
export function effectsDesign(
  profiles: readonly Profile[],
  order: Readonly<Record<string, readonly (string | number)[]>>,
): ProfileDesign {
  const names = Object.keys(profiles[0]!);
  if (names.length === 0)
    throw new MethodProblem('attribute-missing', 'profiles.0', 'Give each profile its attributes.');
  let from = 0;
  const attributes = names.map((name) => {
    const levels = levelsOf(name, profiles, order[name]);
    const attribute = { name, levels, from };
    from += levels.length - 1;
    return attribute;
  });
  const rows = profiles.map((profile) => {
    const row = new Float64Array(from);
    for (const { name, levels, from: start } of attributes) {
      const at = levels.indexOf(String(profile[name]));
      if (at < levels.length - 1) row[start + at] = 1;
      else row.fill(-1, start, start + at);
    }
    return row;
  });
  return { attributes, rows, columns: from };
}

/** Part-worths of all levels from the coefficients of the columns (without intercept): they sum to nothing. */
export function worthsOf(
  { from, levels }: ProfileDesign['attributes'][number],
  coefficients: ArrayLike<number>,
): number[] {
  const own = Array.from({ length: levels.length - 1 }, (_, at) => coefficients[from + at]!);
  return [...own, -own.reduce((sum, value) => sum + value, 0)];
}

function levelsOf(
  name: string,
  profiles: readonly Profile[],
  order: readonly (string | number)[] | undefined,
): string[] {
  const seen = profiles.map((profile, at) => {
    const level = profile[name];
    if (level === undefined)
      throw new MethodProblem('attribute-missing', `profiles.${at}.${name}`, `Give every profile its ${name}.`);
    return String(level);
  });
  const used = [...new Set(seen)];
  const levels = order === undefined ? used : order.map(String).filter((level) => used.includes(level));
  const unknown = used.find((level) => !levels.includes(level));
  if (unknown !== undefined)
    throw new MethodProblem('level-unknown', `levels.${name}`, `List ${unknown} too, which a profile has.`);
  if (levels.length < 2)
    throw new MethodProblem(
      'attribute-constant',
      `profiles.0.${name}`,
      `Leave ${name} out: all profiles have the same.`,
    );
  return levels;
}
