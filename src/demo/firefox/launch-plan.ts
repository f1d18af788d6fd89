/** A launch plan as teams keep one: made up, the same for both launches of the demonstration, so all of it is illustration. */
import { task } from '../../domain/launch/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Moment } from '../timeline.ts';

interface PlannedTask {
  readonly ref: string;
  readonly title: string;
  readonly workstream: string;
  readonly daysBefore: number;
  readonly priority: 'must' | 'nice';
  readonly owner: string;
}

export const LAUNCH_TASKS: readonly PlannedTask[] = [
  {
    ref: 'facts',
    title: 'Hand over the fact sheets',
    workstream: 'product',
    daysBefore: 35,
    priority: 'must',
    owner: 'ana',
  },
  {
    ref: 'words',
    title: 'Agree on positioning and messages',
    workstream: 'marketing',
    daysBefore: 28,
    priority: 'must',
    owner: 'deniz',
  },
  {
    ref: 'enable',
    title: 'Brief support volunteers and partners',
    workstream: 'success',
    daysBefore: 21,
    priority: 'must',
    owner: 'tomas',
  },
  {
    ref: 'article',
    title: 'Support article on what changes',
    workstream: 'success',
    daysBefore: 14,
    priority: 'must',
    owner: 'tomas',
  },
  {
    ref: 'page',
    title: 'What’s new page in all languages',
    workstream: 'marketing',
    daysBefore: 10,
    priority: 'must',
    owner: 'deniz',
  },
  {
    ref: 'pictures',
    title: 'Screenshots of the final build',
    workstream: 'design',
    daysBefore: 7,
    priority: 'nice',
    owner: 'ingrid',
  },
  { ref: 'go', title: 'Go or no-go', workstream: 'operations', daysBefore: 4, priority: 'must', owner: 'mira' },
  {
    ref: 'watch',
    title: 'Watch questions and crash reports, hour by hour',
    workstream: 'success',
    daysBefore: 0,
    priority: 'must',
    owner: 'tomas',
  },
];

/** The tasks of a launch, each in its order after the one before; `isDone` says which are behind us. Answers their refs. */
export function planTasks(moment: Moment, launch: string, isDone: (task: PlannedTask) => boolean): readonly string[] {
  const refs: string[] = [];
  for (const planned of LAUNCH_TASKS) {
    const ref = `task:${launch}:${planned.ref}`;
    moment.make(task, ref, planned.title, {
      state: isDone(planned) ? 'done' : 'to do',
      workstream: planned.workstream,
      dueDaysBefore: planned.daysBefore,
      priority: planned.priority,
      tags: [ILLUSTRATION],
      productId: 'product:firefox',
      ownerId: planned.owner,
    });
    moment.tie('task.for', ref, launch);
    const before = refs.at(-1);
    if (before !== undefined) moment.tie('task.after', ref, before);
    refs.push(ref);
  }
  return refs;
}
