/** Deeper than anything a person or a sensible program writes, and far from where reading by recursion would end. */
const DEEPEST = 200;

/**
 * Is a value nested deeper than what reads it could follow? Asked without recursion, since that is what would fail.
 *
 * @example isNestedTooDeep({ inputs: { answers: [10, 9] } }) // false
 */
export function isNestedTooDeep(value: unknown): boolean {
  let level = isNesting(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    const below: object[] = [];
    for (const one of level) for (const member of membersOf(one)) if (isNesting(member)) below.push(member);
    level = below;
  }
  return false;
}

const membersOf = (value: object): readonly unknown[] => (Array.isArray(value) ? value : Object.values(value));
const isNesting = (value: unknown): value is object => typeof value === 'object' && value !== null;
