/** The voice of the customer: every question as feedback, and the insights and needs that the rules find in them. */
import { feedback, insight, need } from '../../domain/understand/index.ts';
import { addDays } from '../../line/index.ts';
import type { Timeline } from '../timeline.ts';
import { shorten } from './note-text.ts';
import { type Quote, quoteOf, spread, statementFrom } from './quotes.ts';
import type { QuestionRow } from './rows.ts';
import { isInsight, type Rise, riseOf, THEMES, type Theme, WEEK_OF_RELEASE, weekOf } from './themes.ts';

const SITE = 'https://support.mozilla.org/questions/';
const TITLE_MOST = 140;
const QUOTES_MOST = 12;
/** When the first two weeks of questions had been read. */
export const READ_ON = '2021-06-14';
const WEEKS_READ = [WEEK_OF_RELEASE, addDays(WEEK_OF_RELEASE, 7)];
const LEADS_TO_EVIDENCE = 10;

export const feedbackRef = (id: number): string => `feedback:${id}`;
export const insightRef = ({ ref }: Theme): string => `insight:${ref}`;
export const needRef = ({ ref }: Theme): string => `need:${ref}`;

/** One commit a week, as they came in. */
export function tellFeedback(story: Timeline, questions: readonly QuestionRow[]): void {
  for (const question of questions) {
    const { id, created_at, title, body, locale, topic, firefox_version: version, os } = question;
    const tags = [topic, version === undefined ? undefined : `firefox-${version}`, os].filter(
      (tag) => tag !== undefined,
    );
    story
      .on(addDays(weekOf(created_at), 6), 'facts')
      .make(feedback, feedbackRef(id), shorten((title ?? body).trim() || `Question ${id}`, TITLE_MOST), {
        text: body.trim() === '' ? (title ?? null) : body,
        origin: 'support',
        originUrl: `${SITE}${id}`,
        receivedAt: new Date(created_at).toISOString(),
        language: locale ?? null,
        tags,
        productId: 'product:firefox',
      });
  }
}

/** The themes whose questions rose with the release, as insights that quote them, and the needs behind. */
export function tellInsights(story: Timeline, questions: readonly QuestionRow[]): readonly Theme[] {
  const found = THEMES.filter((theme) => isInsight(riseOf(questions, theme.matches)));
  for (const theme of found) tellInsight(story, theme, questions);
  return found;
}

function tellInsight(story: Timeline, theme: Theme, questions: readonly QuestionRow[]): void {
  const work = story.on(READ_ON, 'work', 'ana');
  const ref = insightRef(theme);
  const rise = riseOf(questions, theme.matches);
  const quotes = quotesFor(theme, questions);
  work.make(insight, ref, theme.title, {
    state: quotes.length >= LEADS_TO_EVIDENCE ? 'supported' : 'proposed',
    statement: statementOf(theme, rise),
    description: weekTable(rise),
    productId: 'product:firefox',
    ownerId: 'ana',
  });
  for (const { id, ...place } of quotes) {
    work.tie('insight.drawsFrom', ref, feedbackRef(id), place);
    work.change(feedbackRef(id), { state: 'considered' });
  }
  if (theme.need === undefined) return;
  const statement = statementFrom(fittingFor(theme, questions), theme.need.says);
  if (statement === undefined) return;
  work
    .make(need, needRef(theme), theme.need.title, {
      statement: statement.slice(0, 500),
      type: theme.need.type,
      productId: 'product:firefox',
      ownerId: 'ana',
    })
    .tie('need.backedBy', needRef(theme), ref);
}

/** @example 'Questions under the topic “tabs” rose from 12 to 128 in the week of Firefox 89, 10.7 times as many.' */
export function statementOf({ counted }: Theme, { before, peak, times }: Rise): string {
  const more = before === 0 ? 'none had come the week before' : `${times.toFixed(1)} times as many`;
  return `${counted} rose from ${before} to ${peak} in the week of Firefox 89, ${more}.`;
}

function weekTable({ weeks }: Rise): string {
  const rows = weeks.map(({ week, questions }) => `| ${week} | ${questions} |`);
  return [
    'Counted in all questions of 15 April to 31 July 2021.',
    '',
    '| week from | questions |',
    '| --- | ---: |',
    ...rows,
  ].join('\n');
}

/** Questions in English of the two weeks that were read. */
function fittingFor(theme: Theme, questions: readonly QuestionRow[]): readonly QuestionRow[] {
  return questions.filter(
    (question) =>
      question.locale === 'en-US' && WEEKS_READ.includes(weekOf(question.created_at)) && theme.matches(question),
  );
}

function quotesFor(theme: Theme, questions: readonly QuestionRow[]): readonly Quote[] {
  const quotes = fittingFor(theme, questions).flatMap((question) => quoteOf(question, theme.words) ?? []);
  return spread(quotes, QUOTES_MOST);
}
