/** Competitors by GitLab's own comparison: which of its features each has, has partly, or has not. */
import { battlecard } from '../../domain/position/index.ts';
import { competitor } from '../../domain/understand/index.ts';
import type { Timeline } from '../timeline.ts';
import { plainLine } from './markdown-facts.ts';
import { type GitlabData, PRODUCT, SNAPSHOT_ON } from './rows.ts';

const COMPARED_LEAST = 10;
const CARD_LEAST = 40;
const SHOWN_MOST = 20;
/** Columns that compare GitLab with parts of itself. */
const OURSELVES = /^gitlab/;
const SPELT: Readonly<Record<string, string>> = {
  github: 'GitHub',
  github_com: 'GitHub.com',
  github_enterprise: 'GitHub Enterprise',
  jfrog: 'JFrog',
  circle_ci: 'CircleCI',
  travis_ci: 'Travis CI',
  azure_devops: 'Azure DevOps',
  bitbucket_org: 'Bitbucket.org',
  deployhq: 'DeployHQ',
};

/** @example rivalName('broadcom_rally') // 'Broadcom Rally' */
export function rivalName(key: string): string {
  return (
    SPELT[key] ??
    key
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' ')
  );
}

interface Comparison {
  readonly has: readonly string[];
  readonly partly: readonly string[];
  readonly lacks: readonly string[];
}

export function comparisonsOf({ features }: Pick<GitlabData, 'features'>): ReadonlyMap<string, Comparison> {
  const found = new Map<string, { has: string[]; partly: string[]; lacks: string[] }>();
  for (const { title, competitors = {} } of features) {
    for (const [key, value] of Object.entries(competitors)) {
      const one = found.get(key) ?? { has: [], partly: [], lacks: [] };
      found.set(key, one);
      if (value === true || value === 'true') one.has.push(plainLine(title));
      else if (value === 'partially') one.partly.push(plainLine(title));
      else if (value === false || value === 'false') one.lacks.push(plainLine(title));
    }
  }
  return found;
}

export function tellRivals(story: Timeline, data: GitlabData): void {
  for (const [key, { has, partly, lacks }] of comparisonsOf(data)) {
    const compared = has.length + partly.length + lacks.length;
    if (OURSELVES.test(key) || compared < COMPARED_LEAST) continue;
    const ref = `competitor:${key}`;
    story.on(SNAPSHOT_ON, 'words').make(competitor, ref, rivalName(key), {
      type: 'direct',
      strengths: has.slice(0, SHOWN_MOST),
      weaknesses: lacks.slice(0, SHOWN_MOST),
      description: `Of ${compared} features compared it has ${has.length}, ${partly.length} partly, and lacks ${lacks.length}.`,
      sources: [
        {
          what: 'Feature comparison of about.gitlab.com',
          address: 'https://about.gitlab.com/features/',
          seenOn: SNAPSHOT_ON,
        },
      ],
      productId: PRODUCT,
      ownerId: 'deniz',
    });
    if (compared < CARD_LEAST) continue;
    const card = `battlecard:${key}`;
    story
      .on(SNAPSHOT_ON, 'work', 'deniz')
      .make(battlecard, card, `GitLab or ${rivalName(key)}`, {
        state: 'approved',
        whereWeWin: lacks
          .slice(0, SHOWN_MOST)
          .map((title) => `- ${title}`)
          .join('\n'),
        whereTheyWin: `It has ${has.length} of the ${compared} features compared.`,
        differentiators: lacks.slice(0, 5),
        productId: PRODUCT,
        ownerId: 'deniz',
      })
      .tie('battlecard.against', card, ref);
  }
}
