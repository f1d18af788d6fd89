/** The unit of a formula's result, and where it adds or compares what has no common unit. */

import type { Term } from './expression.ts';
import { OPERATIONS } from './expression-operations.ts';

/** A product of named units to powers; `unknown` where a variable has none given, `constant` for plain numbers, which fit any. */
type Unit =
  | { readonly kind: 'unknown' | 'constant' }
  | { readonly kind: 'known'; readonly powers: ReadonlyMap<string, number> };

const UNKNOWN: Unit = { kind: 'unknown' };
const CONSTANT: Unit = { kind: 'constant' };
const PLAIN: Unit = { kind: 'known', powers: new Map() };
/** Ways to say that something has no unit. */
const NO_UNIT = new Set(['', '1', '%', 'share', 'ratio', 'percent']);

/**
 * @param units of the variables, written like `EUR/month` or `person*day`, null where not known.
 * @returns the unit of the result (null: not known, empty: none) and what did not fit.
 * @example unitsIn(parseExpression('reach + effort', 'formula').term, ['customers', 'days']).clashes; // ['customers and days']
 */
export function unitsIn(term: Term, units: readonly (string | null)[]): { unit: string | null; clashes: string[] } {
  const given = units.map((unit) => (unit === null ? UNKNOWN : parsedUnit(unit)));
  const clashes: string[] = [];
  const result = unitOf(term);
  const unit = result.kind === 'known' ? written(result) : result.kind === 'constant' ? '' : null;
  return { unit, clashes: [...new Set(clashes)] };

  function unitOf(part: Term): Unit {
    if (part.kind === 'number') return CONSTANT;
    if (part.kind === 'variable') return given[part.index] ?? UNKNOWN;
    const of = part.of.map(unitOf);
    const [a = UNKNOWN, b = UNKNOWN] = of;
    switch (OPERATIONS.get(part.name)?.units) {
      case 'same':
        return common(of);
      case 'choice':
        return common(of.slice(1));
      case 'test':
        common(of);
        return PLAIN;
      case 'multiply':
        return multiplied(a, b, 1);
      case 'divide':
        return multiplied(a, b, -1);
      case 'root':
        return raised(a, 0.5);
      case 'power': {
        const by = part.of[1];
        return by?.kind === 'number' ? raised(a, by.value) : common([a, PLAIN]);
      }
      default:
        for (const unit of of) common([unit, PLAIN]);
        return PLAIN;
    }
  }

  function common(of: readonly Unit[]): Unit {
    const known = of.filter((unit) => unit.kind === 'known');
    const first = known[0];
    if (first === undefined) return of.some((unit) => unit.kind === 'unknown') ? UNKNOWN : CONSTANT;
    const other = known.find((unit) => written(unit) !== written(first));
    if (other === undefined) return first;
    clashes.push(`${written(first) || 'no unit'} and ${written(other) || 'no unit'}`);
    return UNKNOWN;
  }
}

function parsedUnit(text: string): Unit {
  const powers = new Map<string, number>();
  text.split('/').forEach((group, i) => {
    for (const factor of group.split(/[*·]/)) {
      const [name = '', power = '1'] = factor.trim().split('^');
      if (!NO_UNIT.has(name.trim())) add(powers, name.trim(), (i === 0 ? 1 : -1) * (Number(power) || 1));
    }
  });
  return { kind: 'known', powers };
}

function multiplied(a: Unit, b: Unit, sign: 1 | -1): Unit {
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (a.kind === 'constant' && b.kind === 'constant') return CONSTANT;
  const powers = new Map(a.kind === 'known' ? a.powers : []);
  if (b.kind === 'known') for (const [name, power] of b.powers) add(powers, name, sign * power);
  return { kind: 'known', powers };
}

function raised(unit: Unit, by: number): Unit {
  if (unit.kind !== 'known') return unit;
  return { kind: 'known', powers: new Map([...unit.powers].map(([name, power]) => [name, power * by])) };
}

function add(powers: Map<string, number>, name: string, power: number): void {
  const sum = (powers.get(name) ?? 0) + power;
  if (sum === 0) powers.delete(name);
  else powers.set(name, sum);
}

function written({ powers }: { powers: ReadonlyMap<string, number> }): string {
  const sorted = [...powers].sort(([a], [b]) => (a < b ? -1 : 1));
  const say = (some: readonly (readonly [string, number])[]) =>
    some.map(([name, power]) => (Math.abs(power) === 1 ? name : `${name}^${Math.abs(power)}`));
  const above = say(sorted.filter(([, power]) => power > 0));
  const below = say(sorted.filter(([, power]) => power < 0));
  if (below.length === 0) return above.join('*');
  return `${above.join('*') || '1'}/${below.join('/')}`;
}
