import { expect, test } from 'vitest';
import { release } from './build/index.ts';
import { feature } from './decide/index.ts';
import { campaign } from './grow/index.ts';
import { domain } from './index.ts';
import { announcement, launch } from './launch/index.ts';
import { deniz, sampleLine } from './near.sample.ts';

const checks = domain.flatMap((slice) => slice.checks).filter((check) => check.id === 'told-before-available');
const onNews = checks.find((check) => check.on === announcement);
const onCampaign = checks.find((check) => check.on === campaign);
const LAUNCH_DAY = '2021-06-01';
const DAY_BEFORE = '2021-05-31';

test('news that goes out the day before the feature is there is found', () => {
  const line = sampleLine('2021-05-10');
  const tabs = line.add(feature, { state: 'building', targetOn: LAUNCH_DAY });
  const news = line.add(announcement, { state: 'scheduled', publishOn: DAY_BEFORE, ownerId: deniz });
  line.relate(news, 'announces', tabs);
  expect(onNews?.find(news, line)).toEqual([
    {
      sentence:
        'ANN-1 “Firefox 89 is here” starts on 31 May 2021, but FEA-1 “Inspired tab design” is not available before 1 June.',
      about: [tabs],
      who: [deniz],
    },
  ]);
});

test('on the day itself it is in order, and shipped is available whatever the date says', () => {
  const line = sampleLine('2021-05-10');
  const news = line.add(announcement, { publishOn: LAUNCH_DAY });
  line.relate(news, 'announces', line.add(feature, { targetOn: LAUNCH_DAY }));
  expect(onNews?.find(news, line)).toEqual([]);
  const early = line.add(announcement, { publishOn: DAY_BEFORE });
  line.relate(early, 'announces', line.add(release, { availableOn: LAUNCH_DAY, state: 'shipped' }));
  expect(onNews?.find(early, line)).toEqual([]);
});

test('a launch is there from its soft date, or from its day where it has none', () => {
  const line = sampleLine('2021-05-10');
  const soft = line.add(launch, { softOn: DAY_BEFORE, launchOn: LAUNCH_DAY });
  const hard = line.add(launch, { softOn: null, launchOn: LAUNCH_DAY });
  const start = { startOn: DAY_BEFORE, ownerId: deniz };
  const inTime = line.relate(line.add(campaign, start), 'promotes', soft);
  const early = line.relate(line.add(campaign, start), 'promotes', hard);
  expect(onCampaign?.find(inTime, line)).toEqual([]);
  expect(onCampaign?.find(early, line)).toMatchObject([{ about: [hard], who: [deniz] }]);
});

test('what has gone out already may be promoted', () => {
  const line = sampleLine('2021-05-10');
  const out = line.add(launch, { state: 'launched', softOn: null, launchOn: LAUNCH_DAY });
  const item = line.relate(line.add(campaign, { startOn: DAY_BEFORE }), 'promotes', out);
  expect(onCampaign?.find(item, line)).toEqual([]);
});

test('news of a removal, of a retirement, published or without a day is left alone', () => {
  const line = sampleLine('2021-05-10');
  const later = line.add(feature, { targetOn: LAUNCH_DAY });
  const retirement = line.add(launch, { type: 'retirement', softOn: null, launchOn: LAUNCH_DAY });
  const quiet = [
    line.relate(line.add(announcement, { type: 'removed', publishOn: DAY_BEFORE }), 'announces', later),
    line.relate(line.add(announcement, { publishOn: DAY_BEFORE }), 'announces', retirement),
    line.relate(line.add(announcement, { state: 'published', publishOn: DAY_BEFORE }), 'announces', later),
    line.relate(line.add(announcement, { publishOn: null }), 'announces', later),
  ];
  expect(quiet.flatMap((news) => onNews?.find(news, line) ?? [])).toEqual([]);
});
