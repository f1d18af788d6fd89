/** The demonstration "GitLab": the object model of a product and its marketing, as a company published it. */
import { CAST } from '../cast.ts';
import type { Demo, DemoPlan } from '../plan.ts';
import { Timeline } from '../timeline.ts';
import { tellCatalogue } from './catalogue.ts';
import { tellGoals } from './goals.ts';
import { tellMessageHouses } from './message-houses.ts';
import { tellPeople } from './people.ts';
import { tellReleasePosts } from './release-posts.ts';
import { tellRivals } from './rivals.ts';
import { type GitlabData, readGitlab } from './rows.ts';

/** The whole story. The same data gives the same plan. */
export function planGitlab(data: GitlabData): DemoPlan {
  const story = new Timeline();
  tellCatalogue(story, data);
  tellReleasePosts(story, data);
  tellPeople(story, data);
  tellRivals(story, data);
  tellMessageHouses(story, data);
  tellGoals(story, data);
  return { cast: CAST, steps: story.steps() };
}

export const GITLAB: Demo = {
  id: 'gitlab',
  title: 'GitLab',
  purpose:
    'A company’s whole object model as it stood in November 2022: stages, categories with their maturity goals, features, personas, jobs, competitors, releases, indicators and message houses.',
  source: 'demo:gitlab',
  operation: 'loadGitlabDemo',
  plan: async () => planGitlab(await readGitlab()),
};
