import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { heuristicAttribution } from './heuristic-attribution.ts';

const ask = (inputs: unknown) => answerMethod(heuristicAttribution, inputs);

const anyPaths = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 9 }),
    conversions: fc.integer({ min: 1, max: 50 }),
    nulls: fc.integer({ min: 0, max: 50 }),
    value: fc.integer({ min: 0, max: 900 }),
  }),
  { minLength: 1, maxLength: 20 },
);

describe('R package ChannelAttribution 2.2.4', () => {
  const { inputs, expected, tolerance } = reference('attribution_pathdata');
  const paths = referenceText(inputs.file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([path, conversions, value, nulls]) => ({
      path,
      conversions: Number(conversions),
      value: Number(value),
      nulls: Number(nulls),
    }));
  const names = [
    ['first', 'first'],
    ['last', 'last'],
    ['linear', 'linear'],
    ['position', 'position_40_20_40'],
    ['timeDecay', 'time_decay_by_position_half_life_2'],
  ] as const;

  test.each(names)('10,000 paths of 12 channels: %s', async (rule, called) => {
    const { channels } = await ask({ paths });
    expect(channels.map(({ channel }) => channel)).toEqual(expected.channels);
    for (const one of channels) {
      const { conversions, value } = expected.heuristics;
      expect(Math.abs(one.conversions[rule] - conversions[called][one.channel])).toBeLessThan(tolerance.heuristics);
      if (value[called] === undefined) continue;
      expect(Math.abs((one.value?.[rule] ?? Number.NaN) - value[called][one.channel])).toBeLessThan(
        tolerance.heuristics,
      );
    }
  });
});

test('every rule gives out all conversions and all value, whatever the order of the paths', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const { channels, totalConversions, totalValue } = await ask({ paths });
      for (const rule of ['first', 'last', 'linear', 'position', 'timeDecay'] as const) {
        expect(channels.reduce((sum, one) => sum + one.conversions[rule], 0)).toBeCloseTo(totalConversions, 8);
        expect(channels.reduce((sum, one) => sum + (one.value?.[rule] ?? 0), 0)).toBeCloseTo(totalValue ?? 0, 7);
      }
      const turned = await ask({ paths: [...paths].reverse() });
      turned.channels.forEach((one, c) => {
        expect(one.conversions.timeDecay).toBeCloseTo(channels[c]?.conversions.timeDecay ?? Number.NaN, 8);
      });
    }),
    { numRuns: 40 },
  );
});

test('a path walked backwards turns first touch into last touch', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const there = await ask({ paths });
      const back = await ask({ paths: paths.map((one) => ({ ...one, path: [...one.path].reverse() })) });
      expect(back.channels.map(({ conversions }) => conversions.first)).toEqual(
        there.channels.map(({ conversions }) => conversions.last),
      );
    }),
    { numRuns: 25 },
  );
});

test('days before the conversion: a touch one half-life older counts half', async () => {
  const { channels } = await ask({
    paths: [{ path: 'mail > search', conversions: 3 }],
    daysBefore: [[7, 0]],
    halfLife: 7,
  });
  expect(channels.map(({ conversions }) => conversions.timeDecay)).toEqual([
    expect.closeTo(1, 12),
    expect.closeTo(2, 12),
  ]);
});

test('touches long ago do not vanish into nothing: ages beyond any double still sum to one', async () => {
  const { channels } = await ask({
    paths: [{ path: ['a', 'b'], conversions: 1 }],
    daysBefore: [[90_000, 90_000]],
    halfLife: 1,
  });
  expect(channels.map(({ conversions }) => conversions.timeDecay)).toEqual([0.5, 0.5]);
});

test('one touch takes all under every rule, also when the ends are given nothing', async () => {
  const { channels } = await ask({ paths: [{ path: 'a', conversions: 5 }], positionFirst: 0, positionLast: 0 });
  expect(channels[0]?.conversions).toEqual({ first: 5, last: 5, linear: 5, position: 5, timeDecay: 5 });
});

test('empty, unconverted and badly measured inputs: refused by name', async () => {
  const refused = (inputs: unknown, id: string, field: string) =>
    expect(ask(inputs)).rejects.toThrow(expect.objectContaining({ id, field }));
  await refused({ paths: [] }, 'inputs-invalid', 'paths');
  await refused({ paths: [{ path: 'a > ', conversions: 1 }] }, 'path-empty', 'paths.0.path');
  await refused({ paths: [{ path: [], conversions: 1 }] }, 'path-empty', 'paths.0.path');
  await refused({ paths: [{ path: 'a', conversions: 0, nulls: 9 }] }, 'no-conversions', 'paths');
  await refused({ paths: [{ path: 'a', conversions: 1 }], daysBefore: [[1, 2]] }, 'times-unlike-path', 'daysBefore.0');
  await refused(
    { paths: [{ path: 'a', conversions: 1 }], positionFirst: 0.7, positionLast: 0.6 },
    'position-over-one',
    'positionLast',
  );
});

test('few conversions and rules that part are warned of', async () => {
  const { warnings } = await ask(heuristicAttribution.example.inputs);
  expect(warnings.map(({ id }) => id)).toEqual(['too-few-conversions', 'rules-disagree']);
});
