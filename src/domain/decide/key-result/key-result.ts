import { date, defineKind, defineLink, number, rows, select, share, text } from '../../../line/index.ts';
import { DISCIPLINES } from '../../organisation/index.ts';
import { objective } from '../objective/objective.ts';

/** A figure that shows whether an objective is reached. */
export const keyResult = defineKind({
  name: 'keyResult',
  plural: 'key-results',
  key: 'KR',
  icon: 'gauge',
  label: { one: 'Key result', many: 'Key results' },
  purpose: 'A figure that shows whether an objective is reached: from a baseline to a target, checked in on a rhythm.',
  fields: {
    metric: text({ material: true, help: 'What is counted, so that two people count the same.' }),
    unit: text(),
    baseline: number({ help: 'Where it stood at the start of the cycle.' }),
    target: number({ material: true, help: 'Where it should stand at the end of the cycle.' }),
    current: number(),
    discipline: select(DISCIPLINES, { help: 'Whose work moves it.' }),
    checkIns: rows(
      { on: date(), value: number(), confidence: share(), note: text() },
      { help: 'The value on a day, how sure we are to reach the target, and what changed.' },
    ),
    grade: number({
      min: 0,
      max: 1,
      help: '0 to 1 at the end of the cycle; 0.7 is good for a stretch goal (Grove, Doerr).',
    }),
  },
  states: { active: 'active', closed: 'done' },
  reliesOn: { measures: defineLink({ to: [objective], says: 'measures', inverse: 'is measured by' }) },
  example: {
    title: 'People on the newest version within four weeks',
    metric: 'Share of desktop users on the current version four weeks after release',
    unit: '%',
    baseline: 71,
    target: 80,
    current: 76,
    discipline: 'product',
    checkIns: [{ on: '2021-06-15', value: 76, confidence: 0.6, note: 'The rollout was paused for two days.' }],
  },
});
