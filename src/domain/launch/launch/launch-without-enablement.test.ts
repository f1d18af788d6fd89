import { describe, expect, test } from 'vitest';
import type { AnyItem } from '../../../line/index.ts';
import { release } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { deniz, type SampleLine, sampleLine } from '../../near.sample.ts';
import { asset, battlecard, claim, message } from '../../position/index.ts';
import { task } from '../task/task.ts';
import { launch } from './launch.ts';
import { launchWithoutEnablement } from './launch-without-enablement.check.ts';

/** 21 days before the launch day. */
const THREE_WEEKS_BEFORE = '2021-05-11';
const LAUNCH_DAY = '2021-06-01';
type Tier = '1' | '2' | '3' | '4' | null;

function protonOn(line: SampleLine, tier: Tier = '1') {
  const tabs = line.add(feature, { state: 'building' });
  const fresh = line.add(message, { state: 'approved' });
  const proton = line.add(launch, { tier, launchOn: LAUNCH_DAY, ownerId: deniz });
  line.relate(line.relate(proton, 'launches', tabs), 'says', fresh);
  return { tabs, fresh, proton };
}

test('three weeks before the day a large launch without enablement is found, a day earlier it is not', () => {
  const line = sampleLine(THREE_WEEKS_BEFORE);
  const { proton } = protonOn(line);
  const sentence =
    'LCH-1 “Firefox 89: a fresh new Firefox” is of tier 1 and goes out on 1 June 2021 without an approved battlecard or training.';
  expect(launchWithoutEnablement.find(proton, line)).toEqual([{ sentence, about: [], who: [deniz] }]);
  expect(launchWithoutEnablement.find(proton, { ...line, today: '2021-05-10' })).toEqual([]);
});

test('tiers 1 and 2 need it; 3, 4 and none do not', () => {
  const line = sampleLine(THREE_WEEKS_BEFORE);
  const found = (['1', '2', '3', '4', null] as const).map(
    (tier) => launchWithoutEnablement.find(protonOn(line, tier).proton, line).length,
  );
  expect(found).toEqual([1, 1, 0, 0, 0]);
});

describe('it is enough to have', () => {
  const APPROVED = { state: 'approved' } as const;
  const TRAINING = { type: 'training', state: 'in use' } as const;
  type Scene = ReturnType<typeof protonOn>;
  const ways: readonly (readonly [string, (line: SampleLine, scene: Scene) => AnyItem])[] = [
    [
      'a battlecard that uses the feature',
      (line, { tabs }) => line.relate(line.add(battlecard, APPROVED), 'uses', tabs),
    ],
    [
      'a battlecard that uses a claim about the feature',
      (line, { tabs }) =>
        line.relate(line.add(battlecard, APPROVED), 'uses', line.relate(line.add(claim), 'about', tabs)),
    ],
    [
      'a battlecard that uses a claim its message makes',
      (line, { fresh }) => {
        const made = line.add(claim);
        line.relate(fresh, 'makes', made);
        return line.relate(line.add(battlecard, APPROVED), 'uses', made);
      },
    ],
    ['a training that shows the feature', (line, { tabs }) => line.relate(line.add(asset, TRAINING), 'shows', tabs)],
    [
      'a training that carries its message',
      (line, { fresh }) => line.relate(line.add(asset, TRAINING), 'carries', fresh),
    ],
    [
      'a task that delivers a training',
      (line, { proton }) =>
        line.relate(line.relate(line.add(task), 'for', proton), 'delivers', line.add(asset, TRAINING)),
    ],
  ];
  test.each(ways)('%s', (_, enable) => {
    const line = sampleLine(THREE_WEEKS_BEFORE);
    const scene = protonOn(line);
    enable(line, scene);
    expect(launchWithoutEnablement.find(scene.proton, line)).toEqual([]);
  });
});

test('a draft battlecard and a page are not enough, and the draft is named', () => {
  const line = sampleLine(THREE_WEEKS_BEFORE);
  const { tabs, proton } = protonOn(line);
  const draft = line.relate(line.add(battlecard), 'uses', tabs);
  line.relate(line.add(asset, { type: 'page', state: 'in use' }), 'shows', tabs);
  expect(launchWithoutEnablement.find(proton, line)).toMatchObject([{ about: [draft] }]);
});

test('a launch of a release is enabled through the features inside it', () => {
  const line = sampleLine(THREE_WEEKS_BEFORE);
  const tabs = line.add(feature);
  const firefox89 = line.relate(line.add(release), 'contains', tabs);
  const proton = line.relate(line.add(launch, { tier: '2', launchOn: LAUNCH_DAY }), 'launches', firefox89);
  expect(launchWithoutEnablement.find(proton, line)).toHaveLength(1);
  line.relate(line.add(battlecard, { state: 'approved' }), 'uses', tabs);
  expect(launchWithoutEnablement.find(proton, line)).toEqual([]);
});
