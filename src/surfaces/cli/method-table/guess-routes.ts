/** Where columns lead by their names, and where what is left over may go. */
import type { Cell } from '../../../platform/file/index.ts';
import { type Route, routesTo } from './column-route.ts';
import { areNumbers, isYesNo } from './column-values.ts';
import { folded, type InputPlace, isOpen, nameOf, tableOf } from './input-places.ts';

export interface GivenColumn {
  readonly name: string;
  readonly cells: readonly (Cell | undefined)[];
}

/** How a column came to its place: somebody said so, by its name, or as one of those left over. */
export type Reason = 'said' | 'name' | 'left over';

export interface Guess {
  readonly column: string;
  readonly route: Route;
  readonly reason: Reason;
}

/** Columns that say who or when, which is nothing to reckon with. */
const NO_MEASURE =
  /^(id|.*id|nr|no|row|respondent|participant|customer|user|person|name|email|date|time|timestamp|created.*|updated.*)$/;

/**
 * The table of the inputs that the columns fill best, with what leads where. Columns that somebody mapped decide which table it is.
 */
export function guessRoutes(
  columns: readonly GivenColumn[],
  places: readonly InputPlace[],
  said: readonly Guess[],
): readonly Guess[] {
  const tables = Map.groupBy(places, (place) => tableOf(place));
  tables.delete(null);
  const decided = new Set(said.map(({ route }) => tableOf(route.place)));
  const tried = [...tables]
    .filter(([table]) => decided.size === 0 || decided.has(table))
    .map(([, own]) => fitOf(columns, own, said))
    .filter(({ guesses }) => guesses.length > 0);
  return tried.toSorted((a, b) => b.worth - a.worth)[0]?.guesses ?? [];
}

interface Fit {
  readonly guesses: readonly Guess[];
  readonly worth: number;
}

const WHOLE = 100;
const REQUIRED = 20;

function fitOf(columns: readonly GivenColumn[], places: readonly InputPlace[], said: readonly Guess[]): Fit {
  const saidHere = said.filter(({ route }) => places.includes(route.place));
  const named = byName(columns, places, saidHere);
  const known = [...saidHere, ...named];
  const spare = columns.filter(({ name }) => !known.some(({ column }) => column === name));
  const rest = leftOver(spare, places, known);
  const labels = known.length + rest.length === 0 ? [] : rowNames(spare, places, [...known, ...rest]);
  const filled = new Set([...known, ...rest, ...labels].map(({ route }) => nameOf(route.place)));
  const isWhole = places.every((place) => !place.isNeeded || filled.has(nameOf(place)));
  const isRequired = places.some((place) => place.isRequired);
  const worth = (isWhole ? WHOLE : 0) + (isRequired ? REQUIRED : 0) + 3 * named.length + (rest.length > 0 ? 2 : 0);
  return { guesses: [...named, ...rest, ...labels], worth };
}

function byName(columns: readonly GivenColumn[], places: readonly InputPlace[], said: readonly Guess[]): Guess[] {
  const taken = new Set(said.filter(({ route }) => !isOpen(route.place)).map(({ route }) => route.place.path));
  const guesses: Guess[] = [];
  for (const routeFor of [asNamed, asOneOfMany, withKey])
    for (const { name } of columns) {
      if ([...said, ...guesses].some(({ column }) => column === name)) continue;
      const route = routeFor(
        name,
        places.filter(({ path }) => !taken.has(path)),
      );
      if (route === undefined) continue;
      if (!isOpen(route.place)) taken.add(route.place.path);
      guesses.push({ column: name, route, reason: 'name' });
    }
  return guesses;
}

function asNamed(column: string, places: readonly InputPlace[]): Route | undefined {
  return toPlace(
    column,
    places.find(
      (place) => !isOpen(place) && [nameOf(place), place.path].some((name) => folded(name) === folded(column)),
    ),
  );
}

/** `answer` for `answers`, `texts` for `text`. */
function asOneOfMany(column: string, places: readonly InputPlace[]): Route | undefined {
  return toPlace(
    column,
    places.find((place) => !isOpen(place) && withoutPlural(nameOf(place)) === withoutPlural(column)),
  );
}

/** `scores.Value` or `scores: Value` where a place takes any name, `ranking 2` where it takes many columns. */
function withKey(column: string, places: readonly InputPlace[]): Route | undefined {
  const open = places.filter(isOpen);
  const [written] = column.includes('.') ? routesTo(column, column, { places: open, isOneOfSeveral: false }) : [];
  if (written !== undefined) return written;
  const [, head, key = ''] = KEYED.exec(column) ?? [];
  if (head === undefined) return undefined;
  return toPlace(
    key,
    open.find((place) => withoutPlural(head) === withoutPlural(nameOf(place))),
  );
}

function toPlace(column: string, place: InputPlace | undefined): Route | undefined {
  return place === undefined ? undefined : routesTo(place.path, column, { places: [place], isOneOfSeveral: false })[0];
}

const KEYED = /^([\p{L}\p{N}]+?)(?:\s*[.:/_\s-]\s*|(?=\d+$))(.+)$/u;
const withoutPlural = (name: string): string => folded(name).replace(/s$/, '');

/** The one open place that still has to be filled takes the columns that nobody claimed. */
function leftOver(columns: readonly GivenColumn[], places: readonly InputPlace[], known: readonly Guess[]): Guess[] {
  const filled = new Set(known.map(({ route }) => nameOf(route.place)));
  const wanting = places.filter((place) => place.isNeeded && !filled.has(nameOf(place)));
  const [name, ...others] = new Set(wanting.filter(mayTakeRest).map(nameOf));
  if (name === undefined || others.length > 0) return [];
  const open = wanting.filter((place) => nameOf(place) === name);
  const isSingle = !open.some(isOpen);
  const fitting = columns.filter(
    (column) => !NO_MEASURE.test(folded(column.name)) && open.some((place) => fits(column, place)),
  );
  if (fitting.length === 0 || (isSingle && fitting.length > 1)) return [];
  return fitting.flatMap((column) => {
    const usable = open
      .filter((place) => fits(column, place))
      .toSorted((a, b) => Number(takesName(b)) - Number(takesName(a)));
    const [route] = routesTo(name, column.name, { places: usable.slice(0, 1), isOneOfSeveral: fitting.length > 1 });
    return route === undefined ? [] : [{ column: column.name, route, reason: 'left over' as const }];
  });
}

/** A name keeps a column what it is, where an order would have to be known. */
const takesName = ({ steps }: InputPlace): boolean => steps.some(({ kind }) => kind === 'any');

/** The first column of words names the rows, where rows may have a name. */
function rowNames(columns: readonly GivenColumn[], places: readonly InputPlace[], known: readonly Guess[]): Guess[] {
  const place = places.find((one) => nameOf(one) === 'name' && !isOpen(one) && tableOf(one) !== '');
  const column = columns.find(({ name, cells }) => !areNumbers(cells) && !known.some((one) => one.column === name));
  if (place === undefined || column === undefined || known.some(({ route }) => route.place === place)) return [];
  const route = toPlace(column.name, place);
  return route === undefined ? [] : [{ column: column.name, route, reason: 'left over' }];
}

/** Open ones, and a list of plain values that is the only one there is. */
const mayTakeRest = (place: InputPlace, _: number, wanting: readonly InputPlace[]): boolean =>
  isOpen(place) || (place.steps.length === 2 && wanting.length === 1);

function fits({ name, cells }: GivenColumn, { leaf: { types, options } }: InputPlace): boolean {
  if (options.length > 0) return false;
  return types.has('string') || areNumbers(cells) || isYesNo(cells, name);
}
