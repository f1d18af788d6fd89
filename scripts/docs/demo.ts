/** docs/generated/demo.md: what each demonstration holds, what is out of step in it, and what the checks find. */
import { DEMOS, type Demo, replay } from '../../src/demo/index.ts';
import { domain } from '../../src/domain/index.ts';
import { createModel, isInStep, type LineView, type Link } from '../../src/line/index.ts';
import { runChecks } from '../../src/line/near.ts';

export const file = 'demo.md';

/** The day after the data ends: the launch ahead and its checks are those of a load on this day. */
const LOADED_ON = '2026-08-10';
const SHOWN_MOST = 3;
const model = createModel(domain);

export async function print(): Promise<string> {
  const parts = await Promise.all(DEMOS.map(section));
  return [
    '# The demonstrations',
    '',
    `Made from real data by the rules in src/demo, as they are when loaded on ${LOADED_ON}. What is illustration is tagged so.`,
    '',
    ...parts.flat(),
  ].join('\n');
}

async function section(demo: Demo): Promise<readonly string[]> {
  const plan = await demo.plan(new Date(`${LOADED_ON}T08:00:00Z`));
  const line = replay(plan, model);
  const findings = Map.groupBy(runChecks(model, line, LOADED_ON), ({ check }) => check);
  const links = [...line.links()];
  const outOfStep = links.filter((link) => isOutOfStep(link, line));
  const byKind = Map.groupBy(outOfStep, ({ kind }) => kind);
  return [
    `## ${demo.title}`,
    '',
    demo.purpose,
    '',
    `${line.size.items} items and ${links.length} links in ${plan.steps.length} commits. ${outOfStep.length} links are out of step.`,
    '',
    '| kind | items |',
    '| --- | ---: |',
    ...model.kinds
      .map((kind) => [kind.label.many, line.ofKind(kind.name).length] as const)
      .filter(([, count]) => count > 0)
      .map(([label, count]) => `| ${label} | ${count} |`),
    '',
    ...(byKind.size === 0 ? [] : ['| out of step | links | for example |', '| --- | ---: | --- |']),
    ...[...byKind].map(([kind, all]) => `| \`${kind}\` | ${all.length} | ${example(all, line)} |`),
    '',
    ...[...findings]
      .sort(([a], [b]) => a.localeCompare(b))
      .flatMap(([check, all]) => [
        `- \`${check}\`: ${all.length}`,
        ...all.slice(0, SHOWN_MOST).map(({ sentence }) => `  - ${sentence}`),
      ]),
    '',
  ];
}

function isOutOfStep(link: Link, line: LineView): boolean {
  const to = line.item(link.toId);
  return to !== undefined && !isInStep(link, to);
}

function example(links: readonly Link[], line: LineView): string {
  const [link] = links;
  const [from, to] = [line.item(link?.fromId ?? ''), line.item(link?.toId ?? '')];
  return `“${from?.title ?? ''}” relies on “${to?.title ?? ''}”`.replaceAll('|', '\\|');
}
