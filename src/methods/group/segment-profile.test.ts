import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { segmentProfile } from './segment-profile.ts';

type Inputs = Parameters<typeof segmentProfile.inputs.parse>[0];
const profiled = (inputs: Inputs) => segmentProfile.run(segmentProfile.inputs.parse(inputs));

test('R t.test(extra ~ group, data = sleep): Welch', () => {
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { segments } = profiled({
    segments: [...one.map(() => 'drug 1'), ...other.map(() => 'drug 2')],
    variables: { extra: [...one, ...other] },
  });
  const [first] = segments[0]?.marks ?? [];
  expect(first?.difference).toBeCloseTo(-1.58, 9);
  expect(first?.low).toBeCloseTo(-3.3654832, 6);
  expect(first?.high).toBeCloseTo(0.2054832, 6);
  expect(first?.p).toBeCloseTo(0.07939414, 7);
  expect(first?.effectSize).toBeCloseTo(-0.8321811, 6);
});

test('Newcombe (1998), 56 of 70 against 48 of 80', () => {
  const answers = (yes: number, of: number) => Array.from({ length: of }, (_, at) => at < yes);
  const { segments } = profiled({
    segments: [...Array<string>(70).fill('a'), ...Array<string>(80).fill('b')],
    variables: { agrees: [...answers(56, 70), ...answers(48, 80)] },
  });
  expect(segments[0]?.marks).toHaveLength(1);
  const [first] = segments[0]?.marks ?? [];
  expect(first).toMatchObject({ category: 'true', value: 0.8, rest: 0.6, answers: 70 });
  expect(first?.low).toBeCloseTo(0.0524, 4);
  expect(first?.high).toBeCloseTo(0.3339, 4);
  expect(first?.effectSize).toBeCloseTo(2 * Math.asin(Math.sqrt(0.8)) - 2 * Math.asin(Math.sqrt(0.6)), 12);
  expect(first?.index).toBeCloseTo((100 * 0.8) / (104 / 150), 9);
});

test('the order of rows does not matter, a unit moves means only, and Holm never lowers a p', () => {
  const row = fc.record({
    segment: fc.constantFrom('x', 'y', 'z'),
    spend: fc.integer({ min: 0, max: 50 }),
    plan: fc.constantFrom('a', 'b'),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), (rows) => {
      fc.pre(new Set(rows.map(({ segment }) => segment)).size > 1);
      const of = (list: typeof rows, unit: number) =>
        profiled({
          segments: list.map(({ segment }) => segment),
          variables: { spend: list.map(({ spend }) => spend * unit), plan: list.map(({ plan }) => plan) },
        });
      const one = of(rows, 1);
      const other = of([...rows].reverse(), 128);
      for (const { segment, marks } of one.segments)
        for (const mark of marks) {
          const same = other.segments
            .find((each) => each.segment === segment)
            ?.marks.find((each) => each.variable === mark.variable && each.category === mark.category);
          expect(same?.value).toBeCloseTo(mark.value * (mark.measure === 'mean' ? 128 : 1), 6);
          if (mark.p !== null) expect(same?.p).toBeCloseTo(mark.p, 9);
          if (mark.p !== null) expect(mark.adjustedP).toBeGreaterThanOrEqual(mark.p);
        }
    }),
    { numRuns: 40 },
  );
});

test('missing answers are skipped, single rows and constant variables answered and warned of', () => {
  const { segments, warnings } = profiled({
    segments: ['a', 'b', 'b', 'b'],
    variables: { spend: [null, 1, 2, 3], visits: [5, 1, 2, 3], country: ['x', 'x', 'x', 'x'] },
  });
  expect(segments[0]?.marks.map(({ variable }) => variable)).not.toContain('spend');
  expect(segments[0]?.marks.find(({ variable }) => variable === 'visits')).toMatchObject({ p: null, low: null });
  expect(warnings.map(({ id }) => id)).toEqual(['small-segment', 'variables-constant']);
});

test('one segment, columns of another length, nobody answered: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => profiled(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ segments: ['a', 'a'], variables: { x: [1, 2] } }, 'one-segment');
  refusal({ segments: ['a', 'b'], variables: { x: [1] } }, 'lengths-differ');
  refusal({ segments: ['a', 'b'], variables: { x: [null, null] } }, 'no-answers');
});

test('names of people in place of segments, and free text in place of answers: refused by name', async () => {
  const people = Array.from({ length: 300 }, (_, at) => `Person ${at}`);
  const two = people.map((_, at) => (at % 2 === 0 ? 'a' : 'b'));
  await expect(
    answerMethod(segmentProfile, { segments: people, variables: { x: people.map(() => 1) } }),
  ).rejects.toMatchObject({
    id: 'too-many-segments',
    field: 'segments',
  });
  await expect(answerMethod(segmentProfile, { segments: two, variables: { text: people } })).rejects.toMatchObject({
    id: 'too-many-categories',
    field: 'variables.text',
  });
});
