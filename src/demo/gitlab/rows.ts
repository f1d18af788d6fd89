/** The rows of the GitLab data as they ship (src/demo/data/gitlab/README.md says what they are and whose). */
import { z } from 'zod';
import { readData } from '../read-data.ts';

const text = z.string().optional();
/** As people typed it: a boolean, "true", "partially", or a list of parts. */
const tier = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'true' || value === 'partially');
const stage = z.object({ key: z.string(), display_name: z.string(), description: text, section: text });
const category = z.object({
  key: z.string(),
  name: z.string(),
  stage: z.string(),
  description: text,
  available: text,
  viable: text,
  complete: text,
  lovable: text,
  maturity: text,
});
const featureRow = z.object({
  id: z.string(),
  title: z.string(),
  description: text,
  category: z.array(z.string()).optional(),
  gitlab_core: tier.optional(),
  gitlab_premium: tier.optional(),
  gitlab_ultimate: tier.optional(),
  pps_aggregate: z.number().optional(),
  pps_recent: z.number().optional(),
  competitors: z.record(z.string(), z.unknown()).optional(),
  link: text,
});
const personaRow = z.object({
  kind: z.string(),
  name: z.string(),
  role: text,
  intro: text,
  sections: z.record(z.string(), z.string()).optional(),
});
const job = z.object({
  slug: z.string(),
  parent: text,
  short_jtbd: text,
  jtbd: text,
  grade: text,
  confidence: text,
  group: text,
});
const kpi = z.object({
  area: z.string(),
  name: z.string(),
  base_path: text,
  target: z.union([z.string(), z.number()]).optional(),
  org: text,
  definition: text,
  health: z.object({ level: z.number().nullish(), reasons: z.array(z.unknown()).nullish() }).optional(),
});
const releaseItem = z.object({
  version: z.string(),
  release_date: z.string(),
  kind: z.string(),
  source: text,
  name: text,
  title: text,
  feature_name: text,
  stage: text,
  categories: z.array(z.string()).optional(),
  available_in: z.array(z.string()).optional(),
  description: text,
});
const messageHouse = z.object({ path: z.string(), title: z.string(), markdown: z.string() });

export type StageRow = z.output<typeof stage>;
export type CategoryRow = z.output<typeof category>;
export type FeatureRow = z.output<typeof featureRow>;
export type PersonaRow = z.output<typeof personaRow>;
export type JobRow = z.output<typeof job>;
export type KpiRow = z.output<typeof kpi>;
export type ReleaseItemRow = z.output<typeof releaseItem>;
export type MessageHouseRow = z.output<typeof messageHouse>;

/** All of it, read and held against its schemas. */
export async function readGitlab() {
  const [stages, categories, features, personas, jobs, kpis, items, houses] = await Promise.all([
    readData('gitlab/stages', stage),
    readData('gitlab/categories', category),
    readData('gitlab/features', featureRow),
    readData('gitlab/personas', personaRow),
    readData('gitlab/jobs-to-be-done', job),
    readData('gitlab/kpis', kpi),
    readData('gitlab/release-items', releaseItem),
    readData('gitlab/message-houses', messageHouse),
  ]);
  return { stages, categories, features, personas, jobs, kpis, items, houses };
}
export type GitlabData = Awaited<ReturnType<typeof readGitlab>>;

/** The day on which the data was as it is here. */
export const SNAPSHOT_ON = '2022-11-11';
/** The first release of which the data has the items. */
export const SINCE = '2017-05-21';
export const PRODUCT = 'product:gitlab';
