/** After the launch of Firefox 89: the risk that fired, the needs found, and the look back with what questions and share did. */
import { decision } from '../../domain/decide/index.ts';
import { learning, review } from '../../domain/learn/index.ts';
import { addDays } from '../../line/index.ts';
import type { Timeline } from '../timeline.ts';
import { DENSITY } from './proton.ts';
import { CAMPAIGN, INITIATIVE, LAUNCH_89, MADE_UP, QUESTIONS_BEARABLE, RISK, TAB_KEEPER } from './proton-cast.ts';
import type { FirefoxData } from './rows.ts';
import { riseOf, THEMES, type Theme } from './themes.ts';
import { insightRef, READ_ON, statementOf } from './voice.ts';

const REVIEW = 'review:firefox-89';
const REVIEWED_ON = '2021-07-01';
const SHARE_READ_ON = '2021-07-28';

/** What the questions said made two things of the line move: a risk that fired, and needs that features are held against. */
export function tellAftermath(story: Timeline, data: FirefoxData): void {
  const all = riseOf(data.questions, () => true);
  if (all.times >= 2)
    story.on('2021-06-07', 'facts', 'tomas').change(RISK, {
      state: 'fired',
      description: `${all.before} questions in the week before, ${all.peak} in the week of the release.`,
    });
  const work = story.on(addDays(READ_ON, 1), 'work', 'ana');
  const needOf = (ref: string): string => `need:${ref}`;
  work
    .tie('feature.serves', DENSITY, needOf('compact'))
    .tie('feature.serves', 'feature:proton-inspired-tab-design', needOf('tabs'));
  work.tie('need.feltBy', needOf('tabs'), TAB_KEEPER).tie('initiative.answers', INITIATIVE, needOf('tabs'));
  describeMaya(story);
  work
    .make(decision, 'decision:density', 'Does compact density stay?', {
      state: 'open',
      question: 'Do we support compact density again, hide it, or say plainly why not?',
      options: [
        { option: 'Support it', pros: 'Small screens', cons: 'Every panel is designed and tested twice' },
        { option: 'Leave it as it is', pros: 'No work', cons: 'People read “not supported” as a threat' },
      ],
      driver: 'ana',
      ...MADE_UP,
      ownerId: 'ana',
    })
    .tie('decision.concerns', 'decision:density', DENSITY)
    .tie('decision.concerns', 'decision:density', insightRef(themeOf('compact')));
}

/** What people wrote says what hurts her; that it is she who says it is illustration. */
function describeMaya(story: Timeline): void {
  const day = addDays(READ_ON, 2);
  const drawn = [themeOf('tabs'), themeOf('contrast'), themeOf('space')];
  const work = story.on(day, 'work', 'ingrid').change(TAB_KEEPER, {
    state: 'directional',
    jobs: ['When I research, I want to keep every page at hand, so that I can compare them.'],
    pains: drawn.map(({ title }) => `${title}.`),
    objections: ['Every redesign takes room away from the page.'],
    channels: ['support.mozilla.org', 'Release notes'],
  });
  for (const theme of drawn) work.tie('persona.drawnFrom', TAB_KEEPER, insightRef(theme));
  const look = story.on(day, 'look', 'deniz');
  for (const [kind, from] of SPEAKS_TO_MAYA) look.confirm({ kind, from, to: TAB_KEEPER }, 'Still whom we speak to.');
}

/** The need stays out of step: nobody has looked at it since she was described. */
const SPEAKS_TO_MAYA = [
  ['message.addresses', 'message:proton-main'],
  ['launch.to', LAUNCH_89],
] as const;

function themeOf(ref: string): Theme {
  const found = THEMES.find((theme) => theme.ref === ref);
  if (found === undefined) throw new Error(`There is no theme "${ref}".`);
  return found;
}

/** After 30 days: what the questions and the share really did. */
export function tellReview(story: Timeline, data: FirefoxData): void {
  const all = riseOf(data.questions, () => true);
  const calm = all.weeks.find(({ week }) => week === '2021-06-21');
  const tabs = statementOf(themeOf('tabs'), riseOf(data.questions, themeOf('tabs').matches));
  const customize = statementOf(themeOf('customize'), riseOf(data.questions, themeOf('customize').matches));
  const goal = {
    goal: 'Support questions in the week of release, at most',
    target: QUESTIONS_BEARABLE,
    actual: all.peak,
    unit: 'questions',
  };
  const held = story.on(REVIEWED_ON, 'work', 'ana');
  held
    .make(review, REVIEW, 'Firefox 89 after 30 days', {
      state: 'held',
      type: 'launch at 30 days',
      heldOn: REVIEWED_ON,
      goals: [goal],
      whatWorked:
        calm === undefined
          ? []
          : [`Three weeks later ${calm.questions} questions came in a week: near the ${all.before} of before.`],
      whatBroke: [`All questions rose from ${all.before} to ${all.peak} in the week of the release.`, customize],
      surprises: [tabs],
      productId: 'product:firefox',
      ownerId: 'ana',
    })
    .tie('review.reviews', REVIEW, LAUNCH_89)
    .make(learning, 'learning:say-what-goes', 'Say what goes before people find out', {
      state: 'adopted',
      statement:
        'Name what a release takes away or hides, with the reason and the way back, in the announcement itself.',
      ...MADE_UP,
      ownerId: 'deniz',
    })
    .tie('learning.drawnFrom', 'learning:say-what-goes', REVIEW);
  story.on('2021-06-30', 'work', 'deniz').change(CAMPAIGN, { state: 'done' });
  const reading = data.versions.find(({ day, version }) => day === SHARE_READ_ON && version === '89');
  if (reading === undefined) return;
  const shared = {
    goal: `Share of page views on Firefox 89, reading of ${SHARE_READ_ON}`,
    target: null,
    actual: Number(reading.percent.toFixed(2)),
    unit: '%',
  };
  story.on(SHARE_READ_ON, 'facts').change(REVIEW, { goals: [goal, shared] });
}
