/** Objectives are illustration; what their key results measure is real: share of page views, and questions a week. */
import { keyResult, objective } from '../../domain/decide/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Timeline } from '../timeline.ts';
import { shareOf } from './market.ts';
import type { FirefoxData } from './rows.ts';

export const OBJECTIVE_2021 = 'objective:2021';
export const OBJECTIVE_NOW = 'objective:now';
const MADE_UP = { productId: 'product:firefox', tags: [ILLUSTRATION], ownerId: 'ana' };
const NOTE = 'The readings are from the data; baseline and target are illustration.';

interface Reading {
  readonly day: string;
  readonly value: number;
}
interface Span {
  readonly from: string;
  readonly to: string;
}

const within = (readings: readonly Reading[], { from, to }: Span): readonly Reading[] =>
  readings.filter(({ day }) => day >= from && day <= to);
const checkIns = (readings: readonly Reading[]) =>
  readings.map(({ day, value }) => ({ on: day, value: Number(value.toFixed(2)), confidence: null, note: null }));

/** The goals of 2021, with every reading of that spring and summer. */
export function tellGoals2021(story: Timeline, data: FirefoxData, day: string): void {
  const goals = story.on(day, 'facts', 'ana');
  goals.make(objective, OBJECTIVE_2021, 'Firefox feels new again', {
    state: 'active',
    statement: 'People who left come back for a browser that feels modern, and nobody who stayed feels driven out.',
    cycle: '2021 H1',
    sharedBy: 'both',
    ...MADE_UP,
  });
  const span = { from: '2021-03-01', to: '2021-09-30' };
  const share = within(shareReadings(data), span);
  const questions = within(weekReadings(data), span);
  goals.make(keyResult, 'kr:share-2021', 'Firefox keeps its share on the desktop', {
    metric: 'Share of page views worldwide, Firefox for desktop',
    unit: '%',
    baseline: share[0]?.value ?? null,
    target: share[0]?.value ?? null,
    discipline: 'marketing',
    description: NOTE,
    ...MADE_UP,
  });
  goals.make(keyResult, 'kr:questions-2021', 'The redesign raises no more questions than support can answer', {
    metric: 'Questions in a week on support.mozilla.org, Firefox for desktop',
    unit: 'questions',
    baseline: questions[0]?.value ?? null,
    target: 500,
    discipline: 'product',
    description: NOTE,
    ...MADE_UP,
  });
  for (const ref of ['kr:share-2021', 'kr:questions-2021']) goals.tie('keyResult.measures', ref, OBJECTIVE_2021);
  const closed = story.on('2021-09-30', 'facts');
  closed.change('kr:share-2021', { state: 'closed', current: share.at(-1)?.value ?? null, checkIns: checkIns(share) });
  closed.change('kr:questions-2021', {
    state: 'closed',
    current: questions.at(-1)?.value ?? null,
    checkIns: checkIns(questions),
  });
  closed.change(OBJECTIVE_2021, { state: 'missed' });
  const look = story.on('2021-09-30', 'look', 'ana');
  for (const [kind, from] of WORKED_FOR_2021) look.confirm({ kind, from, to: OBJECTIVE_2021 }, 'Closed with the goal.');
}

/** What hung on the goals of 2021, here and in the launch. */
const WORKED_FOR_2021 = [
  ['keyResult.measures', 'kr:share-2021'],
  ['keyResult.measures', 'kr:questions-2021'],
  ['initiative.advances', 'initiative:proton'],
  ['launch.advances', 'launch:firefox-89'],
] as const;

/** The goals of today; that only one discipline measures them is for the check to find. */
export function tellGoalsNow(story: Timeline, data: FirefoxData, day: string): void {
  const share = shareReadings(data).slice(-12);
  const questions = weekReadings(data).slice(-26);
  const goals = story.on(day, 'facts', 'ana');
  goals.make(objective, OBJECTIVE_NOW, 'Firefox is chosen, not come upon', {
    state: 'active',
    statement: 'People who may choose their browser choose Firefox and know why.',
    cycle: day.slice(0, 4),
    sharedBy: 'both',
    ...MADE_UP,
  });
  goals.make(keyResult, 'kr:share-now', 'Share on the desktop', {
    metric: 'Share of page views worldwide, Firefox for desktop',
    unit: '%',
    baseline: share[0]?.value ?? null,
    target: 3.5,
    current: share.at(-1)?.value ?? null,
    checkIns: checkIns(share),
    discipline: 'product',
    description: NOTE,
    ...MADE_UP,
  });
  goals.make(keyResult, 'kr:questions-now', 'Fewer questions', {
    metric: 'Questions in a week on support.mozilla.org, Firefox for desktop',
    unit: 'questions',
    baseline: questions[0]?.value ?? null,
    target: 200,
    current: questions.at(-2)?.value ?? null,
    checkIns: checkIns(questions),
    discipline: 'product',
    description: NOTE,
    ...MADE_UP,
  });
  for (const ref of ['kr:share-now', 'kr:questions-now']) goals.tie('keyResult.measures', ref, OBJECTIVE_NOW);
}

const shareReadings = ({ share }: FirefoxData): readonly Reading[] =>
  shareOf(share, ['firefox']).map(({ day, percent }) => ({ day, value: Number(percent.toFixed(2)) }));
const weekReadings = ({ weeks }: FirefoxData): readonly Reading[] =>
  weeks.map(({ week, questions }) => ({ day: week, value: questions }));
