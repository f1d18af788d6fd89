/** What GitLab is: stages and categories as areas, categories as capabilities that mature, and the feature catalogue. */
import { feature } from '../../domain/decide/index.ts';
import { area, product } from '../../domain/organisation/index.ts';
import { insight } from '../../domain/understand/index.ts';
import type { Timeline } from '../timeline.ts';
import { firstSentenceOf, plainLine } from './markdown-facts.ts';
import { type CategoryRow, type FeatureRow, type GitlabData, PRODUCT, SINCE, SNAPSHOT_ON } from './rows.ts';

const LEVELS = ['available', 'viable', 'complete', 'lovable'] as const;
type Level = (typeof LEVELS)[number];
const SUMMARY_MOST = 490;

/** A catalogue names tiers of three eras; these are the ones of the snapshot. */
export function plansOf(
  row: Pick<FeatureRow, 'gitlab_core' | 'gitlab_premium' | 'gitlab_ultimate'>,
): readonly string[] {
  if (row.gitlab_core) return ['Free', 'Premium', 'Ultimate'];
  if (row.gitlab_premium) return ['Premium', 'Ultimate'];
  return row.gitlab_ultimate ? ['Ultimate'] : [];
}

export const categoryRef = ({ key }: Pick<CategoryRow, 'key'>): string => `feature:category-${key}`;
const areaRef = (key: string): string => `area:category-${key}`;
const summaryOf = (text: string | undefined): string => firstSentenceOf(text).slice(0, SUMMARY_MOST);
const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

export function tellCatalogue(story: Timeline, data: GitlabData): void {
  const facts = story.on(SINCE, 'facts');
  facts.make(product, PRODUCT, 'GitLab', {
    category: 'DevOps platform',
    lifecycleStage: 'growth',
    brandName: 'GitLab',
  });
  for (const row of data.stages) {
    facts
      .make(area, `area:${row.key}`, row.display_name, { purpose: summaryOf(row.description), productId: PRODUCT })
      .tie('area.partOf', `area:${row.key}`, PRODUCT);
  }
  for (const row of data.categories) {
    facts
      .make(area, areaRef(row.key), row.name, { purpose: summaryOf(row.description), productId: PRODUCT })
      .tie('area.partOfArea', areaRef(row.key), `area:${row.stage}`);
    tellCategory(story, row);
  }
  for (const row of data.features) tellFeature(story, row, new Set(data.categories.map(({ key }) => key)));
}

/** The levels a category has reached and those it is meant to reach, with their days. */
export function levelsOf(
  row: CategoryRow,
): readonly { readonly level: Level; readonly on: string; readonly isReached: boolean }[] {
  return LEVELS.flatMap((level) => {
    const on = row[level];
    return isDay(on) ? [{ level, on, isReached: on <= SNAPSHOT_ON }] : [];
  });
}

function tellCategory(story: Timeline, row: CategoryRow): void {
  const levels = levelsOf(row);
  const [first, ...reached] = levels.filter(({ isReached }) => isReached);
  const ref = categoryRef(row);
  const [began = SINCE] = [SINCE, first?.on ?? SNAPSHOT_ON].toSorted().toReversed();
  story
    .on(began, 'words')
    .make(feature, ref, row.name, {
      state: first === undefined ? 'considered' : 'shipped',
      summary: summaryOf(row.description),
      limits: first === undefined ? null : `Maturity: ${first.level}`,
      tags: ['category'],
      productId: PRODUCT,
      ownerId: 'ana',
    })
    .tie('feature.partOf', ref, areaRef(row.key));
  for (const { level, on } of reached) {
    const [day = on] = [began, on].toSorted().toReversed();
    story.on(day, 'work').change(ref, { limits: `Maturity: ${level}` });
  }
  for (const [at, { level, on }] of levels.filter(({ isReached }) => !isReached).entries()) {
    const goal = `${ref}-${level}`;
    story
      .on(SNAPSHOT_ON, 'work')
      .make(feature, goal, `${row.name}: ${level}`, {
        state: at === 0 ? 'planned' : 'considered',
        horizon: at === 0 ? 'next' : 'later',
        summary: `${row.name} reaches the maturity “${level}”.`,
        targetOn: on,
        tags: ['maturity goal'],
        productId: PRODUCT,
        ownerId: 'ana',
      })
      .tie('feature.dependsOn', goal, ref)
      .tie('feature.partOf', goal, areaRef(row.key));
  }
}

function tellFeature(story: Timeline, row: FeatureRow, categories: ReadonlySet<string>): void {
  const ref = `feature:${row.id}`;
  const signals = row.pps_aggregate ?? 0;
  const facts = story.on(SNAPSHOT_ON, 'words');
  facts.make(feature, ref, plainLine(row.title) || summaryOf(row.description) || row.id, {
    state: 'shipped',
    summary: summaryOf(row.description),
    description: [
      row.description,
      signals > 0 ? `Asked for ${signals} times, ${row.pps_recent ?? 0} of them recently.` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
    availablePlans: plansOf(row),
    tags: ['catalogue'],
    productId: PRODUCT,
    ownerId: 'ana',
  });
  for (const key of new Set(row.category ?? []))
    if (categories.has(key)) facts.tie('feature.partOf', ref, areaRef(key));
  if (signals >= SIGNALS_FEWEST) tellDemand(story, row, signals);
}

/** Fewer requests than that are a handful of people. */
const SIGNALS_FEWEST = 10;

/** What the catalogue counts of demand. The requests themselves are not in the data, so an insight stands on a number. */
function tellDemand(story: Timeline, row: FeatureRow, signals: number): void {
  const name = plainLine(row.title) || row.id;
  story.on(SNAPSHOT_ON, 'work', 'ana').make(insight, `insight:${row.id}`, `Asked for: ${name}`, {
    state: 'proposed',
    statement: `${signals} requests name “${name}”, ${row.pps_recent ?? 0} of them recent.`.slice(0, SUMMARY_MOST),
    description: 'Counted by GitLab in its feature catalogue of November 2022; the requests are not in the data.',
    productId: PRODUCT,
    ownerId: 'ana',
  });
}
