/** A method's picture as SVG: lines, steps, bars, points or intervals, from nothing but its numbers. */
import type { Picture } from '../../../src/methods/index.ts';
import {
  type Axis,
  colourOf,
  dayAxis,
  documentOf,
  frameOf,
  isDay,
  nameAxis,
  numberAxis,
  point,
  type Series,
  type Value,
  widened,
} from './frame.ts';

const POINTS_MOST = 1_500;

/** @example drawPicture(answer.picture) // '<svg xmlns=…' */
export function drawPicture(picture: Picture): string {
  const places = picture.series.flatMap(({ x }) => x);
  const names = [...new Set(places.filter((place) => typeof place === 'string').map(String))];
  const hasNames = names.length > 0 && !names.every(isDay);
  const isLine = picture.kind === 'lines' || picture.kind === 'steps';
  return hasNames && !isLine ? turned(picture, [...new Set(places.map(String))]) : upright(picture, places);
}

/** A number, and its whiskers or band. */
function heightsOf(picture: Picture): readonly number[] {
  const all = picture.series.flatMap(({ y, low = [], high = [] }) => [...y, ...low, ...high]);
  const marks = (picture.marks ?? []).filter(({ axis }) => axis === 'y').map(({ at }) => at);
  const isBased = picture.kind === 'bars';
  return [...[...all, ...marks].filter((value) => typeof value === 'number'), ...(isBased ? [0] : [])];
}

function turned(picture: Picture, names: readonly string[]): string {
  const frame = frameOf(names, picture.series);
  const x = numberAxis(heightsOf(picture), [frame.left, frame.right]);
  const y = nameAxis(names, [frame.top, frame.bottom]);
  const count = picture.series.length;
  const isBars = picture.kind === 'bars';
  const step = y.band / count;
  const body = picture.series.flatMap((series, index) =>
    series.x.flatMap((name, at) => {
      const value = series.y[at];
      if (value === null || value === undefined) return [];
      const middle = y.place(name) + (index - (count - 1) / 2) * step;
      const whisker = whiskerOf(series, at, (low, high) =>
        horizontal(x.place(low), x.place(high), middle, isBars ? WHISKER : `${colourOf(index)}" stroke-width="2`),
      );
      if (!isBars) return [...whisker, dot(x.place(value), middle, index)];
      const [from, to] = [x.place(Math.min(0, value)), x.place(Math.max(0, value))];
      const box = `<rect class="${colourOf(index)}" x="${point(from)}" y="${point(middle - step / 2)}" width="${point(Math.max(to - from, 0.5))}" height="${point(Math.max(step - 1, 1))}"/>`;
      return [box, ...whisker];
    }),
  );
  return documentOf({ frame, picture, x, y, body, isTurned: true });
}

function upright(picture: Picture, places: readonly Value[]): string {
  const plain = frameOf(null, picture.series);
  const y = numberAxis(heightsOf(picture), [plain.bottom, plain.top]);
  const frame = widened(plain, y);
  const across: readonly [number, number] = [frame.left, frame.right];
  const days = places.filter(isDay);
  const marked = (picture.marks ?? []).filter(({ axis }) => axis === 'x').map(({ at }) => Number(at));
  const numbers = [...places.map(Number), ...marked.filter((at) => Number.isFinite(at))];
  const isBars = picture.kind === 'bars';
  const names = places.filter((place) => typeof place === 'string' && !isDay(place)).map(String);
  const x = axisOf({ days, names: [...new Set(names)], numbers: isBars ? padded(numbers) : numbers }, across);
  const body = picture.series.flatMap((series, index) => shapeOf(picture, series, { x, y, index }));
  return documentOf({ frame, picture, x, y, body, isTurned: false });
}

interface Places {
  readonly days: readonly string[];
  readonly names: readonly string[];
  readonly numbers: readonly number[];
}

function axisOf({ days, names, numbers }: Places, across: readonly [number, number]): Axis {
  if (days.length > 0) return dayAxis(days, across);
  return names.length > 0 ? nameAxis(names, across) : numberAxis(numbers, across, 8);
}

/** Room for half a bar at either end. */
function padded(numbers: readonly number[]): readonly number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const gap = (sorted[1] ?? 1) - (sorted[0] ?? 0);
  return [...numbers, (sorted[0] ?? 0) - gap / 2, (sorted.at(-1) ?? 0) + gap / 2];
}

interface Placing {
  readonly x: Axis;
  readonly y: Axis;
  readonly index: number;
}

function shapeOf(picture: Picture, series: Series, placing: Placing): readonly string[] {
  if (picture.kind === 'bars') return barsOf(picture, series, placing);
  if (picture.kind === 'points' || series.draw === 'points') return pointsOf(series, placing);
  if (picture.kind === 'intervals') return [...whiskersOf(series, placing), ...pointsOf(series, placing)];
  return [...bandOf(series, placing, picture.kind === 'steps'), ...linesOf(series, placing, picture.kind === 'steps')];
}

function barsOf({ series: all }: Picture, series: Series, { x, y, index }: Placing): readonly string[] {
  const places = [...new Set(series.x.map((value) => x.place(value)))].sort((a, b) => a - b);
  const gap = places.slice(1).reduce((least, place, at) => Math.min(least, place - (places[at] ?? 0)), 60);
  const width = Math.max(1, (gap * 0.8) / all.length);
  return series.x.flatMap((value, at) => {
    const height = series.y[at];
    if (height === null || height === undefined) return [];
    const left = x.place(value) + (index - all.length / 2) * width;
    const [top, bottom] = [y.place(Math.max(0, height)), y.place(Math.min(0, height))];
    return [
      `<rect class="${colourOf(index)}" x="${point(left)}" y="${point(top)}" width="${point(width)}" height="${point(Math.max(0.5, bottom - top))}"/>`,
    ];
  });
}

function pointsOf(series: Series, { x, y, index }: Placing): readonly string[] {
  const every = Math.max(1, Math.ceil(series.x.length / POINTS_MOST));
  return series.x.flatMap((value, at) => {
    const height = series.y[at];
    return at % every !== 0 || height === null || height === undefined
      ? []
      : [dot(x.place(value), y.place(height), index)];
  });
}

function whiskersOf(series: Series, { x, y, index }: Placing): readonly string[] {
  return series.x.flatMap((value, at) =>
    whiskerOf(series, at, (low, high) => {
      const place = point(x.place(value));
      return `<line class="${colourOf(index)}" stroke-width="2" x1="${place}" x2="${place}" y1="${point(y.place(low))}" y2="${point(y.place(high))}"/>`;
    }),
  );
}

function whiskerOf(
  { low = [], high = [] }: Series,
  at: number,
  draw: (low: number, high: number) => string,
): readonly string[] {
  const [from, to] = [low[at], high[at]];
  return typeof from === 'number' && typeof to === 'number' ? [draw(from, to)] : [];
}

/** Over a bar of its own colour a line would be lost. */
const WHISKER = 'whisker';

const horizontal = (from: number, to: number, at: number, look: string): string =>
  `<line class="${look}" x1="${point(from)}" x2="${point(to)}" y1="${point(at)}" y2="${point(at)}"/>`;

const dot = (x: number, y: number, index: number): string =>
  `<circle class="${colourOf(index)}" cx="${point(x)}" cy="${point(y)}" r="3.5"/>`;

/** Runs of points that have a value; a gap stays a gap. */
function runsOf(series: Series): readonly (readonly number[])[] {
  const runs: number[][] = [[]];
  series.y.forEach((value, at) => {
    if (value === null || value === undefined) runs.push([]);
    else runs.at(-1)?.push(at);
  });
  return runs.filter((run) => run.length > 0);
}

function linesOf(series: Series, { x, y, index }: Placing, isSteps: boolean): readonly string[] {
  return runsOf(series).map((run) => {
    const places = run.map((at) => [x.place(series.x[at] ?? 0), y.place(series.y[at] ?? 0)] as const);
    const path = places.map(([left, top], at) => {
      if (at === 0) return `M${point(left)} ${point(top)}`;
      return isSteps ? `H${point(left)}V${point(top)}` : `L${point(left)} ${point(top)}`;
    });
    return `<path class="line ${colourOf(index)}" d="${path.join('')}"/>`;
  });
}

function bandOf(series: Series, { x, y, index }: Placing, isSteps: boolean): readonly string[] {
  const { low = [], high = [] } = series;
  const given = series.x.flatMap((value, at) => {
    const [from, to] = [low[at], high[at]];
    return typeof from === 'number' && typeof to === 'number'
      ? [{ left: x.place(value), from: y.place(from), to: y.place(to) }]
      : [];
  });
  if (given.length < 2) return [];
  const edges = isSteps
    ? given.flatMap((edge, at) => [edge, { ...edge, left: given[at + 1]?.left ?? edge.left }])
    : given;
  const there = edges.map(({ left, to }) => `${point(left)} ${point(to)}`);
  const back = edges.toReversed().map(({ left, from }) => `${point(left)} ${point(from)}`);
  return [`<path class="band ${colourOf(index)}" d="M${[...there, ...back].join('L')}Z"/>`];
}
