/** Whom GitLab builds for and sells to, and the jobs they have to do. */
import { need, persona } from '../../domain/understand/index.ts';
import type { Timeline } from '../timeline.ts';
import { bulletsOf, plainLine, under } from './markdown-facts.ts';
import { slugOf } from './release-posts.ts';
import { type GitlabData, type JobRow, type PersonaRow, PRODUCT, SNAPSHOT_ON } from './rows.ts';

const LIST_MOST = 12;
const LINE_MOST = 490;

const listed = (lines: readonly string[]): readonly string[] =>
  lines.slice(0, LIST_MOST).map((line) => line.slice(0, LINE_MOST));
const personaRef = ({ kind, name }: PersonaRow): string => `persona:${slugOf(`${kind} ${name}`)}`;

export function tellPeople(story: Timeline, { personas, jobs }: GitlabData): void {
  for (const row of personas) tellPersona(story, row);
  const known = new Map(jobs.map((row) => [row.slug, row]));
  for (const row of jobs) tellJob(story, row);
  for (const row of jobs) {
    if (row.parent !== undefined && known.has(row.parent) && !leadsBack(known, row))
      story.on(SNAPSHOT_ON, 'work').tie('need.partOf', needRef(row.slug), needRef(row.parent));
  }
}

/** Buyers and users are told apart by the page they are on; nobody says how far each has been validated. */
function tellPersona(story: Timeline, row: PersonaRow): void {
  const { sections = {}, intro } = row;
  const isBuyer = row.kind === 'buyer persona';
  story
    .on(SNAPSHOT_ON, 'words')
    .make(persona, personaRef(row), row.role === undefined ? row.name : `${row.name}, ${row.role}`, {
      state: 'directional',
      type: 'primary',
      buyingRole: isBuyer ? (/Decision-maker/i.test(intro ?? '') ? 'economic buyer' : 'influencer') : 'end user',
      goals: listed(isBuyer ? under(intro, 'Goals') : bulletsOf(sections.Motivations)),
      jobs: listed(isBuyer ? under(intro, 'Job To Be Done') : bulletsOf(sections['Jobs to be done'])),
      pains: listed(
        isBuyer ? under(intro, 'Biggest Challenges') : bulletsOf(sections.Frustrations ?? sections.Challenges),
      ),
      channels: listed(under(intro, 'Gains Information by')),
      description: plainLine(sections['Job Summary'] ?? sections['My role'] ?? '') || null,
      productId: PRODUCT,
      ownerId: 'deniz',
    });
}

const needRef = (slug: string): string => `need:${slug}`;

function tellJob(story: Timeline, row: JobRow): void {
  const statement = plainLine(row.jtbd ?? row.short_jtbd ?? row.slug);
  const tags = [
    row.group,
    row.grade !== undefined && /^[a-d]$/i.test(row.grade) ? `grade ${row.grade.toLowerCase()}` : undefined,
    row.confidence,
  ];
  story.on(SNAPSHOT_ON, 'words').make(need, needRef(row.slug), plainLine(row.short_jtbd ?? statement).slice(0, 200), {
    statement: statement.slice(0, LINE_MOST),
    type: 'need',
    howKnown: row.confidence === 'Interviews based' ? 'several interviews' : null,
    tags: tags.filter((tag) => tag !== undefined && tag !== ''),
    productId: PRODUCT,
    ownerId: 'ana',
  });
}

/** A job that is part of itself through its parents stays on its own. */
export function leadsBack(
  jobs: ReadonlyMap<string, Pick<JobRow, 'slug' | 'parent'>>,
  row: Pick<JobRow, 'slug' | 'parent'>,
): boolean {
  const seen = new Set([row.slug]);
  for (let at = row.parent; at !== undefined; at = jobs.get(at)?.parent) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
