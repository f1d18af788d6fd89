/** Paths to conversion as every attribution method reads them: channels by number, runs and counts beside each other. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const MOST_CHANNELS = 500;

const row = z.object({
  path: z
    .union([z.string(), z.array(z.string())])
    .describe('Channels in the order they were touched: a list, or one text with the separator between them.'),
  conversions: z.number().min(0, 'Give how many went this path and converted, 0 or more.'),
  value: z.number().optional().describe('Total value of those conversions, in your currency.'),
  nulls: z.number().min(0).default(0).describe('How many went this path and did not convert.'),
});

/** The inputs that every attribution method shares. */
export const pathInputs = {
  paths: z
    .array(row)
    .min(1, 'Give at least one path.')
    .describe(
      'Each different path once (or often: equal paths are added up), with how many converted and how many did not.',
    ),
  separator: z.string().min(1).default(' > ').describe('Stands between channels where a path is one text.'),
};

export interface TouchPaths {
  /** In alphabetical order. */
  readonly channels: readonly string[];
  /** Where each path begins in `touches`; one more entry than there are paths. */
  readonly starts: Int32Array;
  /** Channel numbers, path after path. */
  readonly touches: Int32Array;
  readonly conversions: Float64Array;
  readonly nulls: Float64Array;
  readonly values: Float64Array;
  /** Whether any row gives a value. */
  readonly valued: boolean;
  readonly totals: { readonly conversions: number; readonly value: number; readonly nulls: number };
}

/** @throws MethodProblem `path-empty`, `no-conversions`, `too-many-channels`. */
export function readPaths(given: z.output<z.ZodObject<typeof pathInputs>>): TouchPaths {
  const split = splitter(given.separator);
  const listed = given.paths.map(({ path }, at) => {
    const touched = split(path);
    if (touched.length === 0 || touched.includes(''))
      throw new MethodProblem(
        'path-empty',
        `paths.${at}.path`,
        'Name a channel for each touch, or leave the path out.',
      );
    return touched;
  });
  const channels = [...new Set(listed.flat())].sort((a, b) => (a < b ? -1 : 1));
  if (channels.length > MOST_CHANNELS)
    throw new MethodProblem('too-many-channels', 'paths', `Group the channels: at most ${MOST_CHANNELS} are compared.`);
  const numbers = new Map(channels.map((channel, number) => [channel, number]));
  const starts = new Int32Array(listed.length + 1);
  listed.forEach((touched, at) => {
    starts[at + 1] = starts[at]! + touched.length;
  });
  const touches = Int32Array.from(listed.flat(), (channel) => numbers.get(channel) ?? 0);
  const counts = countsOf(given.paths);
  if (counts.totals.conversions === 0)
    throw new MethodProblem(
      'no-conversions',
      'paths',
      'Give at least one path that converted: there is nothing to share out.',
    );
  return { channels, starts, touches, ...counts };
}

function splitter(separator: string) {
  const bare = separator.trim() === '' ? separator : separator.trim();
  return (path: string | readonly string[]) =>
    (typeof path === 'string' ? path.split(bare) : path).map((channel) => channel.trim());
}

function countsOf(rows: readonly z.output<typeof row>[]) {
  const conversions = Float64Array.from(rows, (one) => one.conversions);
  const nulls = Float64Array.from(rows, (one) => one.nulls);
  const values = Float64Array.from(rows, (one) => one.value ?? 0);
  const sum = (of: Float64Array) => of.reduce((total, one) => total + one, 0);
  return {
    conversions,
    nulls,
    values,
    valued: rows.some(({ value }) => value !== undefined),
    totals: { conversions: sum(conversions), value: sum(values), nulls: sum(nulls) },
  };
}
