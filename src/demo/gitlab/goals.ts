/** Performance indicators with their targets and health, as key results of one objective for each department of the product. */
import { keyResult, objective } from '../../domain/decide/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Timeline } from '../timeline.ts';
import { plainLine } from './markdown-facts.ts';
import { slugOf } from './release-posts.ts';
import { type GitlabData, type KpiRow, PRODUCT, SNAPSHOT_ON } from './rows.ts';

/** Departments that make, sell or serve the product; the others are about people and money. */
const DISCIPLINE_OF: Readonly<Record<string, string>> = {
  marketing: 'marketing',
  community_relations_department: 'marketing',
  ux_department: 'design',
  development_department: 'engineering',
  quality_department: 'engineering',
  infrastructure_department: 'engineering',
  engineering_function: 'engineering',
  customer_support_department: 'success',
};
const HEALTH = ['unknown', 'needs attention', 'problem', 'okay'];
const LINE_MOST = 490;

/** The number in a target people wrote. @example targetOf('At or above 95%') // { value: 95, unit: '%' } */
export function targetOf(target: string | number | undefined): {
  readonly value: number | null;
  readonly unit: string | null;
} {
  if (typeof target === 'number') return { value: target, unit: null };
  const found = /(-?\d[\d,]*(?:\.\d+)?)\s*(%|days?|hours?|[a-zA-Z]+)?/.exec(target ?? '');
  if (found === null) return { value: null, unit: null };
  return { value: Number((found[1] ?? '').replaceAll(',', '')), unit: found[2] ?? null };
}

export function tellGoals(story: Timeline, { kpis }: GitlabData): void {
  const shown = kpis.filter(({ area }) => area in DISCIPLINE_OF);
  const facts = story.on(SNAPSHOT_ON, 'words');
  for (const [area, rows] of Map.groupBy(shown, (row) => row.area)) {
    const ref = `objective:${area}`;
    const name = plainLine(rows[0]?.org ?? area.replaceAll('_', ' '));
    facts.make(objective, ref, `${name}: what it is measured by`, {
      state: 'active',
      statement: `The indicators of ${name} are healthy.`,
      sharedBy: DISCIPLINE_OF[area] === 'marketing' ? 'marketing' : 'product',
      cycle: 'FY23',
      tags: [ILLUSTRATION],
      productId: PRODUCT,
      ownerId: 'ana',
    });
    for (const row of rows) tellKpi(story, row, ref);
  }
}

function tellKpi(story: Timeline, row: KpiRow, goal: string): void {
  const ref = `kr:${row.area}:${slugOf(row.name)}`;
  if (story.has(ref)) return;
  const { value, unit } = targetOf(row.target);
  const level = row.health?.level ?? null;
  const reasons = (row.health?.reasons ?? [])
    .filter((reason) => typeof reason === 'string')
    .map(plainLine)
    .join(' ');
  story
    .on(SNAPSHOT_ON, 'words')
    .make(keyResult, ref, plainLine(row.name), {
      state: 'active',
      metric: plainLine(row.definition ?? row.name).slice(0, LINE_MOST),
      target: value,
      unit,
      discipline: DISCIPLINE_OF[row.area] ?? 'other',
      checkIns:
        level === null
          ? []
          : [
              {
                on: SNAPSHOT_ON,
                value: null,
                confidence: null,
                note: `${HEALTH[level] ?? 'unknown'}: ${reasons}`.slice(0, LINE_MOST),
              },
            ],
      productId: PRODUCT,
      ownerId: 'ana',
    })
    .tie('keyResult.measures', ref, goal);
}
