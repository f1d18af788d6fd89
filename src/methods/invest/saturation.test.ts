import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { saturation } from './saturation.ts';

const { inputs, expected, tolerance } = reference('mmm_adstock_saturation');
const ask = (spend: readonly number[], curve: object) => answerMethod(saturation, { spend, curve });

function near(found: readonly number[], wanted: readonly number[]) {
  found.forEach((value, at) => {
    expect(Math.abs(value - (wanted[at] ?? Number.NaN))).toBeLessThan(tolerance.abs);
  });
}

test("Robyn's Hill curve with its half at a share of the largest spend", async () => {
  const { hill_x: x, alpha: slope, gamma: halfShareOfLargest } = inputs.robyn;
  const { response, half } = await ask(x, { kind: 'hill', slope, halfShareOfLargest });
  near(response, expected.robyn.hill);
  expect(half).toBe(expected.robyn.hill_inflexion);
});

test("Robyn's Michaelis-Menten and LightweightMMM's Hill", async () => {
  const { mm_x: x, Vmax: maximum, Km: half } = inputs.robyn;
  near((await ask(x, { kind: 'michaelis-menten', maximum, half })).response, expected.robyn.michaelis_menten);
  const light = inputs.lightweight.hill;
  const { response } = await ask(light.x, { kind: 'hill', slope: light.slope, half: light.half });
  near(response, expected.lightweight.hill);
});

const shapes = fc.record({
  kind: fc.constant('hill'),
  slope: fc.double({ min: 0.3, max: 4, noNaN: true }),
  half: fc.double({ min: 1, max: 100, noNaN: true }),
  maximum: fc.double({ min: 1, max: 100, noNaN: true }),
});

test('the response grows with spend, stays below its maximum, and its slope is the marginal response', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.double({ min: 1, max: 300, noNaN: true }), async (curve, x) => {
      const { response, marginalResponse } = await ask([x - 1e-4 * x, x, x + 1e-4 * x], curve);
      const [before = 0, at = 0, after = 0] = response;
      expect(before).toBeLessThanOrEqual(at);
      expect(after).toBeLessThan(curve.maximum);
      expect((after - before) / (2e-4 * x)).toBeCloseTo(marginalResponse[1] ?? Number.NaN, 4);
    }),
  );
});

test('the marginal response is largest where the curve is said to be steepest', async () => {
  const curve = { kind: 'hill', slope: 2.5, half: 40, maximum: 7 };
  const { steepestAt } = await ask([1], curve);
  const { marginalResponse } = await ask([steepestAt * 0.98, steepestAt, steepestAt * 1.02], curve);
  expect(Math.max(...marginalResponse.map(Number))).toBe(marginalResponse[1]);
});

test('no spend: no response, and no marginal response where it would be without bound', async () => {
  expect((await ask([0], { kind: 'hill', slope: 0.5, half: 2 })).marginalResponse).toEqual([null]);
  const { response, averageResponse, marginalResponse } = await ask([0], {
    kind: 'michaelis-menten',
    maximum: 6,
    half: 2,
  });
  expect([response, averageResponse, marginalResponse]).toEqual([[0], [null], [3]]);
});

test('tiny and huge spend keep to 0 and the maximum, and nearly full is warned of', async () => {
  const { response, warnings } = await ask([1e-300, 1e300], { kind: 'hill', slope: 3, half: 1, maximum: 5 });
  expect(response).toEqual([0, 5]);
  expect(warnings.map(({ id }) => id)).toEqual(['nearly-saturated']);
});

test('a curve without its half, or with a share of nothing: refused by name', async () => {
  const refused = expect.objectContaining({ id: 'half-missing', field: 'curve.half' });
  await expect(ask([5], { kind: 'hill', slope: 1 })).rejects.toThrow(refused);
  await expect(ask([0], { kind: 'hill', slope: 1, halfShareOfLargest: 0.5 })).rejects.toThrow(refused);
});
