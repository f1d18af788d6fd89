/** What every picture has: a size, colours for light and dark, scales, axes, a legend. */
import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale';
import type { Picture } from '../../../src/methods/index.ts';

export type Series = Picture['series'][number];
export type Value = Series['x'][number];

export const WIDTH = 720;
const ROW_HEIGHT = 22;
const MARGIN = { top: 40, right: 24, bottom: 52, left: 72 };
const LEGEND_HEIGHT = 20;
const BAR_HEIGHT = 13;
const PLOT_HEIGHT = 300;
const LETTER_WIDTH = 6.6;
const LABEL_MOST = 260;
const COLOURS = 8;

/** Numbers of an axis: wherever a value lies, in points of the picture. */
export type Place = (value: Value) => number;

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for one series and for many, for names at the left and for long numbers. */
export function frameOf(labels: readonly string[] | null, series: readonly Series[]): Frame {
  const longest = labels === null ? 0 : Math.max(...labels.map((label) => label.length), 4);
  const left = labels === null ? MARGIN.left : Math.min(LABEL_MOST, longest * LETTER_WIDTH + 16);
  const row = Math.max(ROW_HEIGHT, series.length * BAR_HEIGHT + 8);
  const plot = labels === null ? PLOT_HEIGHT : Math.max(2, labels.length) * row;
  const top = MARGIN.top + ((legendEntries(series).at(-1)?.row ?? -1) + 1) * LEGEND_HEIGHT;
  const height = top + plot + MARGIN.bottom;
  return { width: WIDTH, height, left, right: WIDTH - MARGIN.right, top, bottom: top + plot };
}

/** The same with room for the labels of an upright axis. */
export function widened(frame: Frame, { ticks }: Axis): Frame {
  const longest = Math.max(0, ...ticks.map(({ label }) => label.length));
  return { ...frame, left: Math.max(frame.left, longest * LETTER_WIDTH + 34) };
}

const DAY = /^\d{4}-\d{2}(-\d{2})?/;
export const isDay = (value: Value): value is string => typeof value === 'string' && DAY.test(value);

export interface Axis {
  readonly place: Place;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** An axis of numbers, round at its ends; as many of them as there is room for, and whole ones where all values are whole. */
export function numberAxis(values: readonly number[], [from, to]: readonly [number, number], count = 6): Axis {
  const [low, high] = extentOf(values);
  const scale = scaleLinear().domain([low, high]).nice(count).range([from, to]);
  const isWhole = high - low >= 2 && values.every(Number.isInteger);
  const ticksOf = (most: number) => {
    const all = scale.ticks(most);
    const ticks = isWhole ? all.filter(Number.isInteger) : all;
    const label = areYears(ticks) ? String : isWhole ? WHOLE.format : scale.tickFormat(most);
    return ticks.map((value) => ({ at: scale(value), label: label(value) }));
  };
  let most = count;
  while (most > 2 && !haveRoom(ticksOf(most), to - from)) most -= 1;
  return { place: (value) => scale(Number(value)), ticks: ticksOf(most) };
}

const WHOLE = new Intl.NumberFormat('en');

/** Does each label have room beside the next? An axis that runs up needs none. */
function haveRoom(ticks: Axis['ticks'], length: number): boolean {
  const widest = Math.max(0, ...ticks.map(({ label }) => label.length)) * LETTER_WIDTH + 12;
  return length < 0 || widest * (ticks.length - 1) <= length;
}

/** Whole numbers of four digits around now are years, and are not written with a comma. */
const areYears = (values: readonly number[]): boolean =>
  values.length > 0 && values.every((value) => Number.isInteger(value) && value >= 1800 && value <= 2200);

export function dayAxis(values: readonly string[], [from, to]: readonly [number, number]): Axis {
  const moments = values.map((value) => Date.parse(value));
  const scale = scaleUtc()
    .domain(extentOf(moments).map((moment) => new Date(moment)))
    .range([from, to]);
  const label = scale.tickFormat(6);
  return {
    place: (value) => scale(new Date(String(value))),
    ticks: scale.ticks(6).map((value) => ({ at: scale(value), label: label(value) })),
  };
}

/** A row or column for each name; the place is its middle. */
export function nameAxis(
  names: readonly string[],
  [from, to]: readonly [number, number],
): Axis & { readonly band: number } {
  const scale = scaleBand().domain(names).range([from, to]).padding(0.25);
  const middle = (value: Value): number => (scale(String(value)) ?? from) + scale.bandwidth() / 2;
  return {
    band: scale.bandwidth(),
    place: middle,
    ticks: names.map((name) => ({ at: middle(name), label: name })),
  };
}

function extentOf(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!Number.isFinite(low)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

export const colourOf = (index: number): string => `c${index % COLOURS}`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One decimal is finer than any screen, and the same on every machine. */
export const point = (value: number): string => String(Math.round(value * 10) / 10);

export function shortened(text: string, width: number): string {
  const most = Math.max(4, Math.floor(width / LETTER_WIDTH));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const STYLE = `text{font:12px system-ui,sans-serif;fill:#5b564e}.title{font-size:14px;font-weight:600;fill:#1c1a17}
.label{paint-order:stroke;stroke:#fbfaf7;stroke-width:4px;stroke-linejoin:round}.whisker{stroke:#1c1a17;stroke-width:1.5}
.grid{stroke:#e5e1d8}.axis{stroke:#8f887c}.mark{stroke:#1c1a17;stroke-dasharray:4 3}.line{fill:none;stroke-width:2}.band{opacity:.16;stroke:none}
.c0{fill:#2456b8;stroke:#2456b8}.c1{fill:#b45f06;stroke:#b45f06}.c2{fill:#28683b;stroke:#28683b}.c3{fill:#8e3b8f;stroke:#8e3b8f}
.c4{fill:#5b564e;stroke:#5b564e}.c5{fill:#b3261e;stroke:#b3261e}.c6{fill:#0f7c86;stroke:#0f7c86}.c7{fill:#a38400;stroke:#a38400}
.paper{fill:#fbfaf7}.line.c0,.line.c1,.line.c2,.line.c3,.line.c4,.line.c5,.line.c6,.line.c7{fill:none}
@media (prefers-color-scheme:dark){.paper{fill:#161513}text{fill:#b0a99e}.title{fill:#ece8e1}.label{stroke:#161513}.whisker{stroke:#ece8e1}.grid{stroke:#2e2b27}.axis{stroke:#7a7369}.mark{stroke:#ece8e1}
.c0{fill:#93b3f5;stroke:#93b3f5}.c1{fill:#e9a15b;stroke:#e9a15b}.c2{fill:#86c998;stroke:#86c998}.c3{fill:#d49ad5;stroke:#d49ad5}
.c4{fill:#b0a99e;stroke:#b0a99e}.c5{fill:#f2938a;stroke:#f2938a}.c6{fill:#6fc6cf;stroke:#6fc6cf}.c7{fill:#d8be4f;stroke:#d8be4f}}`;

export interface Drawing {
  readonly frame: Frame;
  readonly picture: Picture;
  readonly x: Axis;
  readonly y: Axis;
  readonly body: readonly string[];
  /** Names stand at the left, numbers run to the right. */
  readonly isTurned: boolean;
}

/** The whole picture as an SVG document. */
export function documentOf({ frame, picture, x, y, body, isTurned }: Drawing): string {
  const { width, height } = frame;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(picture.title)}">`,
    `<style>${STYLE}</style><rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="16" y="22">${escaped(shortened(picture.title, width - 32))}</text>`,
    ...legendOf(picture.series),
    ...axesOf(frame, x, y, isTurned),
    ...body,
    ...marksOf(picture, frame, { x, y, isTurned }),
    namesOf(picture, frame, isTurned),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

interface LegendEntry {
  readonly text: string;
  readonly left: number;
  readonly row: number;
}

/** Names of the series in as many rows as they take; none for one series, whose name is the title. */
export function legendEntries(series: readonly Series[]): readonly LegendEntry[] {
  if (series.length < 2) return [];
  let [left, row] = [16, 0];
  return series.map(({ name }) => {
    const text = shortened(name, 190);
    const width = text.length * LETTER_WIDTH + 30;
    if (left + width > WIDTH) [left, row] = [16, row + 1];
    const entry = { text, left, row };
    left += width;
    return entry;
  });
}

function legendOf(series: readonly Series[]): readonly string[] {
  return legendEntries(series).map(({ text, left, row }, index) => {
    const top = 38 + row * LEGEND_HEIGHT;
    return `<circle class="${colourOf(index)}" cx="${point(left + 5)}" cy="${top}" r="4"/><text x="${point(left + 14)}" y="${top + 4}">${escaped(text)}</text>`;
  });
}

function axesOf(frame: Frame, x: Axis, y: Axis, isTurned: boolean): readonly string[] {
  const { left, right, top, bottom } = frame;
  const vertical = x.ticks.map(({ at, label }) => {
    const grid = isTurned ? `<line class="grid" x1="${point(at)}" x2="${point(at)}" y1="${top}" y2="${bottom}"/>` : '';
    return `${grid}<text x="${point(at)}" y="${bottom + 18}" text-anchor="middle">${escaped(label)}</text>`;
  });
  const horizontal = y.ticks.map(({ at, label }) => {
    const grid = isTurned ? '' : `<line class="grid" x1="${left}" x2="${right}" y1="${point(at)}" y2="${point(at)}"/>`;
    return `${grid}<text x="${left - 8}" y="${point(at + 4)}" text-anchor="end">${escaped(shortened(label, left - 12))}</text>`;
  });
  const base = isTurned
    ? `<line class="axis" x1="${left}" x2="${left}" y1="${top}" y2="${bottom}"/>`
    : `<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`;
  return [...vertical, ...horizontal, base];
}

function marksOf(
  picture: Picture,
  frame: Frame,
  { x, y, isTurned }: Pick<Drawing, 'x' | 'y' | 'isTurned'>,
): readonly string[] {
  const { left, right, top, bottom } = frame;
  return (picture.marks ?? []).flatMap(({ axis, at, label }, index) => {
    // The picture's own axes trade places where names stand at the left.
    const isVertical = (axis === 'x') !== isTurned;
    const place = (isVertical ? x : y).place(at);
    if (!Number.isFinite(place) || place < 0 || place > Math.max(right, bottom) + 1) return [];
    const level = top + 12 + (index % Math.min(4, Math.max(1, Math.floor((bottom - top) / 14)))) * 14;
    const text = escaped(shortened(label, 200));
    const anchor = place > (left + right) / 2 ? 'end' : 'start';
    const nudge = anchor === 'end' ? -4 : 4;
    return isVertical
      ? [
          `<line class="mark" x1="${point(place)}" x2="${point(place)}" y1="${top}" y2="${bottom}"/><text class="label" x="${point(place + nudge)}" y="${level}" text-anchor="${anchor}">${text}</text>`,
        ]
      : [
          `<line class="mark" x1="${left}" x2="${right}" y1="${point(place)}" y2="${point(place)}"/><text class="label" x="${right}" y="${point(place - 4)}" text-anchor="end">${text}</text>`,
        ];
  });
}

function namesOf(picture: Picture, { left, right, top, bottom, height }: Frame, isTurned: boolean): string {
  const [across, up] = isTurned ? [picture.y, picture.x] : [picture.x, picture.y];
  const below = `<text x="${point((left + right) / 2)}" y="${height - 10}" text-anchor="middle">${escaped(shortened(across, right - left))}</text>`;
  if (isTurned) return below;
  const middle = point((top + bottom) / 2);
  return `${below}<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${escaped(shortened(up, bottom - top))}</text>`;
}
