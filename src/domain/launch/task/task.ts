import { date, defineKind, defineLink, number, select } from '../../../line/index.ts';
import { asset } from '../../position/index.ts';

/** A piece of work on the way to a launch, a campaign or anything else that has a day. */
export const task = defineKind({
  name: 'task',
  plural: 'tasks',
  key: 'TASK',
  icon: 'circle-check',
  label: { one: 'Task', many: 'Tasks' },
  purpose: 'A piece of work with one owner and a due day, on the way to a launch, a campaign or a review’s action.',
  fields: {
    workstream: select(['product', 'engineering', 'design', 'marketing', 'sales', 'success', 'legal', 'operations']),
    dueDaysBefore: number({
      material: true,
      unit: 'days',
      integer: true,
      label: 'Due at T minus',
      help: 'Days before the launch day it is for; it moves with that day. A due day of its own goes first.',
    }),
    dueOn: date({ material: true, label: 'Due day' }),
    priority: select(['must', 'nice'], { label: 'Must or nice', help: 'Without a must, the answer is no-go.' }),
  },
  states: { 'to do': 'open', doing: 'active', done: 'done', dropped: 'gone' },
  reliesOn: {
    for: defineLink({ to: 'any', says: 'is for', inverse: 'has the task' }),
    delivers: defineLink({ to: [asset], says: 'delivers', inverse: 'is delivered by' }),
    after: defineLink({ to: 'self', says: 'comes after', inverse: 'comes before' }),
  },
  span: { end: 'dueOn' },
  example: {
    title: 'Support article on the new tabs',
    workstream: 'success',
    dueDaysBefore: 7,
    dueOn: '2021-05-25',
    priority: 'must',
  },
});
