/** Release posts: a release each month, its features, and what is deprecated and removed as announcements. */
import { release } from '../../domain/build/index.ts';
import { feature } from '../../domain/decide/index.ts';
import { announcement } from '../../domain/launch/index.ts';
import type { Timeline } from '../timeline.ts';
import { firstSentenceOf, plainLine } from './markdown-facts.ts';
import { type GitlabData, PRODUCT, type ReleaseItemRow } from './rows.ts';

const SUMMARY_MOST = 490;
const PLANS: Readonly<Record<string, string>> = {
  core: 'Free',
  free: 'Free',
  starter: 'Starter',
  premium: 'Premium',
  silver: 'Premium',
  ultimate: 'Ultimate',
  gold: 'Ultimate',
};

const nameOf = ({ name, title, feature_name }: ReleaseItemRow): string =>
  plainLine(name ?? title ?? feature_name ?? '');
export const isFeatureItem = ({ kind }: ReleaseItemRow): boolean => kind.startsWith('feature/');
const isGoingItem = ({ kind }: ReleaseItemRow): boolean => kind === 'removals' || kind === 'deprecations';

/** Tiers as sold at the time, each once. @example plansIn(['core', 'gold']) // ['Free', 'Ultimate'] */
export function plansIn(tiers: readonly string[] | undefined): readonly string[] {
  return [...new Set((tiers ?? []).map((tier) => PLANS[tier.toLowerCase()] ?? tier))];
}

/** A name as part of a ref. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);

export function tellReleasePosts(story: Timeline, { items, categories }: GitlabData): void {
  const areaOf = new Map(categories.map(({ name, key }) => [name.toLowerCase(), `area:category-${key}`]));
  for (const [version, all] of Map.groupBy(items, (item) => item.version)) {
    const [first] = all;
    if (first === undefined) continue;
    const day = first.release_date;
    const ref = `release:${version}`;
    const features = all.filter((item) => isFeatureItem(item) && nameOf(item) !== '');
    const facts = story.on(day, 'facts');
    facts.make(release, ref, `GitLab ${version}`, {
      state: 'shipped',
      version,
      availableOn: day,
      rollout: 1,
      notes: features.map((item) => `- ${nameOf(item)}`).join('\n'),
      productId: PRODUCT,
      ownerId: 'mira',
    });
    for (const item of features) tellItem(story, item, { release: ref, areaOf });
    for (const item of all.filter(isGoingItem)) tellGoing(story, item, ref);
    const top = features.find(({ kind }) => kind === 'feature/top') ?? features[0];
    if (top !== undefined) {
      facts
        .make(announcement, `announcement:${version}`, `GitLab ${version} released`, {
          state: 'published',
          headline: nameOf(top),
          body: features
            .slice(0, 12)
            .map((item) => `- **${nameOf(item)}** ${firstSentenceOf(item.description)}`)
            .join('\n'),
          type: 'new',
          audience: 'customers',
          channels: ['changelog'],
          publishOn: day,
          languages: ['en'],
          productId: PRODUCT,
          ownerId: 'deniz',
        })
        .tie('announcement.announces', `announcement:${version}`, ref);
    }
  }
}

interface Around {
  readonly release: string;
  readonly areaOf: ReadonlyMap<string, string>;
}

function tellItem(story: Timeline, item: ReleaseItemRow, { release: from, areaOf }: Around): void {
  const ref = `feature:${item.version}-${slugOf(nameOf(item))}`;
  if (story.has(ref)) return;
  const facts = story.on(item.release_date, 'facts');
  facts.make(feature, ref, nameOf(item), {
    state: 'shipped',
    summary: (firstSentenceOf(item.description) || nameOf(item)).slice(0, SUMMARY_MOST),
    description: item.description ?? null,
    availablePlans: plansIn(item.available_in),
    targetOn: item.release_date,
    tags: [`gitlab-${item.version}`],
    productId: PRODUCT,
    ownerId: 'ana',
  });
  facts.tie('release.contains', from, ref);
  const areas = new Set((item.categories ?? []).flatMap((name) => areaOf.get(name.toLowerCase()) ?? []));
  for (const area of areas) facts.tie('feature.partOf', ref, area);
}

function tellGoing(story: Timeline, item: ReleaseItemRow, from: string): void {
  const name = nameOf(item);
  const ref = `announcement:${item.version}-${item.kind}-${slugOf(name)}`;
  if (name === '' || story.has(ref)) return;
  story
    .on(item.release_date, 'facts')
    .make(announcement, ref, `${item.kind === 'removals' ? 'Removed' : 'Deprecated'}: ${name}`, {
      state: 'published',
      headline: name.slice(0, SUMMARY_MOST),
      body: item.description ?? null,
      type: 'removed',
      audience: 'customers',
      channels: ['changelog'],
      publishOn: item.release_date,
      languages: ['en'],
      productId: PRODUCT,
      ownerId: 'deniz',
    })
    .tie('announcement.announces', ref, from);
}
