import { expect, test } from 'vitest';
import { randomFrom } from '../numeric/random.ts';
import { logPosterior, type SelectionProblem, sampleSelections } from './spike-and-slab.ts';

const CONTROLS = 4;
const RATIOS = 3;

/** Cross products of forty moments of four controls, the second nearly the first, and an outcome that follows the first. */
function drawn(seed: number, inclusion = 0.4): SelectionProblem {
  const { normal } = randomFrom(seed);
  const products = Array.from({ length: RATIOS }, () => {
    const columns = Array.from({ length: CONTROLS }, () => Array.from({ length: 40 }, normal));
    columns[1] = columns[0]!.map((value) => value + 0.3 * normal());
    columns.push(columns[0]!.map((value, t) => 0.5 * value + 0.2 * columns[2]![t]! + normal()));
    const width = CONTROLS + 1;
    return Float64Array.from({ length: width * width }, (_, at) =>
      columns[Math.floor(at / width)]!.reduce((sum, value, t) => sum + value * columns[at % width]![t]!, 0),
    );
  });
  const precision = Float64Array.from({ length: CONTROLS * CONTROLS }, (_, at) =>
    at % (CONTROLS + 1) === 0 ? 0.5 : 0.1,
  );
  return {
    controls: CONTROLS,
    products,
    logWeights: [0, 0.4, -0.3],
    precision,
    squares: 0.3,
    degreesOfFreedom: 39,
    inclusion,
  };
}

const selections = Array.from({ length: 2 ** CONTROLS * RATIOS }, (_, at) => ({
  included: Uint8Array.from({ length: CONTROLS }, (_each, j) => (at >> j) & 1),
  ratio: Math.floor(at / 2 ** CONTROLS),
}));

test('draws come as often as all selections counted out say, look-alike controls among them', () => {
  const problem = drawn(5);
  const weights = selections.map((selection) => Math.exp(logPosterior(problem, selection)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = Array.from({ length: CONTROLS }, (_, j) =>
    selections.reduce((sum, { included }, at) => sum + (included[j]! * weights[at]!) / total, 0),
  );
  const exactRatio = selections.reduce((sum, { ratio }, at) => sum + (ratio * weights[at]!) / total, 0);
  const sweeps = 20_000;
  const [share, chance] = [new Float64Array(CONTROLS), new Float64Array(CONTROLS)];
  let ratios = 0;
  sampleSelections(problem, { start: [0, 0, 0, 0], sweeps }, randomFrom(2), ({ included, ratio }, chances) => {
    ratios += ratio / sweeps;
    for (let j = 0; j < CONTROLS; j++) {
      share[j]! += included[j]! / sweeps;
      chance[j]! += chances[j]! / sweeps;
    }
  });
  for (let j = 0; j < CONTROLS; j++) {
    expect(Math.abs(share[j]! - exact[j]!)).toBeLessThan(0.015);
    expect(Math.abs(chance[j]! - exact[j]!)).toBeLessThan(0.015);
  }
  expect(Math.abs(ratios - exactRatio)).toBeLessThan(0.03);
});

test('one control: the closed form of its posterior odds', () => {
  const products = [Float64Array.of(30, 12, 12, 50)];
  const problem = {
    controls: 1,
    products,
    logWeights: [0],
    precision: Float64Array.of(0.5),
    squares: 0.1,
    degreesOfFreedom: 25,
    inclusion: 0.2,
  };
  const odds =
    logPosterior(problem, { included: Uint8Array.of(1), ratio: 0 }) -
    logPosterior(problem, { included: Uint8Array.of(0), ratio: 0 });
  const slab = Math.log(0.5 / 30.5) / 2;
  const fit = 12.5 * Math.log(50.1 / (50.1 - 144 / 30.5));
  expect(odds).toBeCloseTo(Math.log(0.25) + slab + fit, 10);
});

test('where all are expected, all are always in', () => {
  sampleSelections(drawn(7, 1), { start: [0, 0, 0, 0], sweeps: 20 }, randomFrom(1), ({ included }, chances) => {
    expect([...included, ...chances]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });
});
