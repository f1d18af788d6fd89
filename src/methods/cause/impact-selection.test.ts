import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { causalImpact } from './causal-impact.ts';

/** An outcome that follows one control out of many that wander on their own; an effect of 3 at the end. */
function drawn(seed: number, { before = 70, noise = 20 } = {}) {
  const { normal } = randomFrom(seed);
  const wandering = () => {
    let wave = 0;
    return Array.from({ length: before + 20 }, () => {
      wave = 0.9 * wave + normal();
      return wave;
    });
  };
  const market = wandering();
  const others = Object.fromEntries(Array.from({ length: noise }, (_, j) => [`other ${j}`, wandering()]));
  const outcome = market.map((value, t) => 50 + 1.5 * value + normal() + (t >= before ? 3 : 0));
  return {
    outcome,
    controls: { market, ...others },
    before: [1, before],
    after: [before + 1, before + 20],
    selection: { draws: 600 },
  };
}

test('of one true and twenty idle controls the true one is found, and the interval is far narrower for it', async () => {
  let covered = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const study = drawn(seed);
    const answer = await answerMethod(causalImpact, study, { seed });
    expect(answer.controlsSelected).toBe(true);
    const [market, ...others] = answer.coefficients;
    expect(market?.inclusion).toBeGreaterThan(0.95);
    expect(Math.abs((market?.estimate ?? 0) - 1.5)).toBeLessThan(0.4);
    expect(others.filter(({ inclusion }) => inclusion > 0.5).length).toBeLessThanOrEqual(1);
    const { averageEffect: whole } = await answerMethod(causalImpact, { ...study, controlSelection: 'all' });
    const { low, high } = answer.averageEffect;
    expect(high - low).toBeLessThan(0.6 * (whole.high - whole.low));
    if (low < 3 && high > 3) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(5);
});

test('few controls are all used, as without selection; asked for, selection agrees with it', async () => {
  const study = drawn(4, { noise: 1 });
  const plain = await answerMethod(causalImpact, study);
  expect([plain.controlsSelected, plain.coefficients.map(({ inclusion }) => inclusion)]).toEqual([false, [1, 1]]);
  const selected = await answerMethod(causalImpact, {
    ...study,
    controlSelection: 'spike-and-slab',
    selection: { draws: 2000, expectedControls: 1 },
  });
  expect(Math.abs(selected.averageEffect.estimate - plain.averageEffect.estimate)).toBeLessThan(0.2);
  expect(selected.logLikelihood).toBeNull();
});

test('more controls than moments, one twice over and one that never moves', async () => {
  const study = drawn(6, { before: 25, noise: 60 });
  const { market } = study.controls;
  const controls = { ...study.controls, twin: market.map((value) => 2 * value + 1), flat: market.map(() => 4) };
  const answer = await answerMethod(causalImpact, { ...study, controls });
  const chance = (name: string) => answer.coefficients.find((each) => each.name === name)?.inclusion ?? 0;
  expect(chance('market') + chance('twin')).toBeGreaterThan(0.9);
  expect(chance('flat')).toBe(0);
  expect(answer.warnings.find(({ id }) => id === 'control-left-out')?.text).toContain('flat');
});

test('the same seed gives the same answer; units of outcome and controls do not matter', async () => {
  const check = async (seed: number, scale: number) => {
    const study = drawn(seed, { noise: 6 });
    const plain = await answerMethod(causalImpact, study, { seed });
    const controls = Object.fromEntries(
      Object.entries(study.controls).map(([name, values]) => [name, values.map((value) => 7 + value / scale)]),
    );
    const outcome = study.outcome.map((value) => scale * value);
    const moved = await answerMethod(causalImpact, { ...study, outcome, controls }, { seed });
    expect(moved.averageEffect.estimate / scale).toBeCloseTo(plain.averageEffect.estimate, 6);
    expect(moved.standardError / scale).toBeCloseTo(plain.standardError, 6);
  };
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.constantFrom(1e-6, 1, 1e6), check), {
    numRuns: 6,
  });
});

test('a season and missing values along with many controls; too many are refused, and a known ratio', async () => {
  const study = drawn(9, { noise: 8 });
  const outcome = study.outcome.map((value, t) => ([5, 6, 75].includes(t) ? null : value + 9 * Number(t % 7 === 2)));
  const answer = await answerMethod(causalImpact, { ...study, outcome, seasonLength: 7 });
  expect(Math.abs(answer.averageEffect.estimate - 3)).toBeLessThan(1.2);
  const controls = Object.fromEntries(Array.from({ length: 501 }, (_, j) => [`c${j}`, study.controls.market]));
  await expect(answerMethod(causalImpact, { ...study, controls })).rejects.toMatchObject({ id: 'too-large' });
  await expect(
    answerMethod(causalImpact, { ...study, controlSelection: 'spike-and-slab', variance: 'plug-in' }),
  ).rejects.toMatchObject({ id: 'variance-integrated-only' });
});
