import { expect, test } from 'vitest';
import type { DraftOf } from '../../../line/index.ts';
import { ana, sampleLine } from '../../near.sample.ts';
import { launch } from '../launch/launch.ts';
import { taskOverdue } from './overdue.check.ts';
import { task } from './task.ts';

const LAUNCH_DAY = '2021-06-01';

function on(today: string, values: DraftOf<typeof task>) {
  const line = sampleLine(today);
  const proton = line.add(launch, { launchOn: LAUNCH_DAY });
  const item = line.relate(line.add(task, { ownerId: ana, ...values }), 'for', proton);
  return { proton, findings: taskOverdue.find(item, line) };
}

test('a must past its due day is found, on the day itself it is not', () => {
  const { proton, findings } = on('2021-05-26', { dueOn: '2021-05-25' });
  const sentence = 'TASK-1 “Support article on the new tabs” is a must, was due on 25 May 2021 and is not done.';
  expect(findings).toEqual([{ sentence, about: [proton], who: [ana] }]);
  expect(on('2021-05-25', { dueOn: '2021-05-25' }).findings).toEqual([]);
});

test('T minus days count back from the launch day, T minus -1 is the day after', () => {
  expect(on('2021-05-26', { dueOn: null, dueDaysBefore: 7 }).findings).toHaveLength(1);
  expect(on('2021-05-25', { dueOn: null, dueDaysBefore: 7 }).findings).toEqual([]);
  expect(on('2021-06-02', { dueOn: null, dueDaysBefore: 0 }).findings[0]?.sentence).toContain('1 June 2021');
  expect(on('2021-06-02', { dueOn: null, dueDaysBefore: -1 }).findings).toEqual([]);
});

test('a due day of its own goes before T minus days', () => {
  expect(on('2021-05-26', { dueOn: '2021-05-31', dueDaysBefore: 7 }).findings).toEqual([]);
});

test('nice, done, dropped or without a day it is not late', () => {
  const late = '2021-05-30';
  expect(on(late, { priority: 'nice' }).findings).toEqual([]);
  expect(on(late, { priority: null }).findings).toEqual([]);
  expect(on(late, { state: 'done' }).findings).toEqual([]);
  expect(on(late, { state: 'dropped' }).findings).toEqual([]);
  expect(on(late, { dueOn: null, dueDaysBefore: null }).findings).toEqual([]);
});

test('T minus days of a task for nothing dated is no day', () => {
  const line = sampleLine('2021-06-30');
  const item = line.add(task, { dueOn: null });
  expect(taskOverdue.find(item, line)).toEqual([]);
  line.relate(item, 'for', line.add(launch, { launchOn: null }));
  expect(taskOverdue.find(item, line)).toEqual([]);
});

test('a task is reviewed like everything else', () => {
  const findings = on('2021-05-20', { dueOn: null, dueDaysBefore: null, nextReviewOn: '2021-05-19' }).findings;
  expect(findings[0]?.sentence).toContain('was to be reviewed by 19 May 2021');
});
