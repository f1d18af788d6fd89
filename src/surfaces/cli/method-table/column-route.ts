/** The way of a column's values into the inputs, as people write it: `items.scores.value`, `tasks[{task}].choice`. */
import { folded, type InputPlace, type Leaf, type Step } from './input-places.ts';

/** A step with what the data has to say to it: elements and names may come from another column of the same row. */
export type RouteStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'member-of'; readonly column: string }
  | { readonly kind: 'each-of'; readonly column: string };

export interface Route {
  readonly steps: readonly RouteStep[];
  readonly leaf: Leaf;
  readonly place: InputPlace;
}

type Part = RouteStep | { readonly kind: 'any' };

const PART = /\[\{([^}]*)\}\]|\{([^}]*)\}|(\[\])|(\*)|([^.[\]{}*]+)/gu;

/** @example partsOf('paths[{visitor}].path[]') // paths, one element for each visitor, path, one element for each row */
function partsOf(text: string): readonly Part[] {
  return [...text.matchAll(PART)].map(([, eachOf, memberOf, each, any, name = '']) => {
    if (eachOf !== undefined) return { kind: 'each-of', column: eachOf };
    if (memberOf !== undefined) return { kind: 'member-of', column: memberOf };
    if (each !== undefined) return { kind: 'each' };
    return any === undefined ? { kind: 'member', name: name.trim() } : { kind: 'any' };
  });
}

/**
 * The routes that a path may mean, likeliest first. Brackets may be left out, and so may everything before the list's elements.
 *
 * @param column The column that goes there: where any name may stand, its own is taken.
 */
export function routesTo(
  text: string,
  column: string,
  { places, isOneOfSeveral }: { readonly places: readonly InputPlace[]; readonly isOneOfSeveral: boolean },
): readonly Route[] {
  const parts = partsOf(text);
  const whole = places.flatMap((place) => routeAlong(place, place.steps, { parts, column }));
  const found = whole.length > 0 ? whole : places.flatMap((place) => relative(place, { parts, column }));
  const lists = ({ place }: Route): number => place.steps.filter(({ kind }) => kind === 'each').length;
  const names = ({ place }: Route): number => place.steps.filter(({ kind }) => kind === 'any').length;
  return found.toSorted((a, b) => names(a) - names(b) || (isOneOfSeveral ? lists(b) - lists(a) : lists(a) - lists(b)));
}

interface Asked {
  readonly parts: readonly Part[];
  readonly column: string;
}

/** A path that begins at an element of the list: `effort` for `items[].effort`. */
function relative(place: InputPlace, asked: Asked): readonly Route[] {
  const first = place.steps.findIndex(({ kind }) => kind === 'each');
  for (let from = 1; from < place.steps.length; from += 1) {
    const begins = place.steps.slice(0, from).filter((step) => step.kind !== 'any');
    const isWithinElement = from > first || first === place.steps.length - 1;
    if (!isWithinElement || begins.length < from || place.steps[from]?.kind !== 'member') continue;
    const [found] = routeAlong(place, place.steps.slice(from), asked);
    if (found !== undefined) return [{ ...found, steps: [...begins, ...found.steps] }];
  }
  return [];
}

function routeAlong(place: InputPlace, along: readonly Step[], { parts, column }: Asked): readonly Route[] {
  const steps: RouteStep[] = [];
  let at = 0;
  for (const step of along) {
    const taken = stepFor(step, parts[at], column);
    if (taken === undefined) return [];
    steps.push(taken.step);
    if (taken.isUsed) at += 1;
  }
  return at === parts.length ? [{ steps, leaf: place.leaf, place }] : [];
}

type Taken = { readonly step: RouteStep; readonly isUsed: boolean } | undefined;

function stepFor(step: Step, part: Part | undefined, column: string): Taken {
  if (step.kind === 'each') {
    if (part?.kind === 'each' || part?.kind === 'each-of') return { step: part, isUsed: true };
    return { step: { kind: 'each' }, isUsed: false };
  }
  if (step.kind === 'any') {
    if (part?.kind === 'member' || part?.kind === 'member-of') return { step: part, isUsed: true };
    return { step: { kind: 'member', name: column }, isUsed: part?.kind === 'any' };
  }
  if (part?.kind === 'member-of') return { step: part, isUsed: true };
  const isNamed = part?.kind === 'member' && folded(part.name) === folded(step.name);
  return isNamed ? { step, isUsed: true } : undefined;
}

/** As it is written: `items[].scores.Value`. */
export function routeText({ steps }: Pick<Route, 'steps'>): string {
  const written = steps.map((step) => {
    if (step.kind === 'each') return '[]';
    if (step.kind === 'each-of') return `[{${step.column}}]`;
    return step.kind === 'member' ? `.${step.name}` : `.{${step.column}}`;
  });
  return written.join('').replace(/^\./, '');
}

/** Columns that a route reads beside its own. */
export const columnsRead = ({ steps }: Pick<Route, 'steps'>): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'each-of' || step.kind === 'member-of' ? [step.column] : []));
