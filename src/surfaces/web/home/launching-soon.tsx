/** What launches soon and how ready it is: its tasks done, and what the checks hold against it. */
import type { ReactElement } from 'react';
import { launch, task } from '../../../domain/launch/index.ts';
import { type AnyItem, isA, linkKind, type Mirror, phaseOf } from '../../../line/index.ts';
import { daysBetween, inDays, plural, shortDay, today } from '../format/format.ts';
import { useFindingsOn } from '../line/use-findings.ts';
import { isSameList, useItemsHere } from '../product/use-here.ts';
import { useMirror, useWorkspace } from '../workspace/hooks.ts';
import { ItemLine } from './item-line.tsx';
import { Nothing, Question } from './question.tsx';

const SHOWN = 5;
const AHEAD_DAYS = 120;
const FOR_LAUNCH = linkKind(task, 'for');

export function LaunchingSoon(): ReactElement {
  const { membership } = useWorkspace();
  const now = today(membership.timeZone);
  const launches = useItemsHere((mirror) => launchesFrom(mirror, now));
  return (
    <Question title="Launching soon" count={launches.length} to="launches">
      {launches.length === 0 && <Nothing>No launch day in the next four months.</Nothing>}
      <ul>
        {launches.slice(0, SHOWN).map((item) => (
          <LaunchLine key={item.id} item={item} now={now} />
        ))}
      </ul>
    </Question>
  );
}

function LaunchLine({ item, now }: { readonly item: AnyItem; readonly now: string }): ReactElement {
  const findings = useFindingsOn(item.id);
  const tasks = useMirror((mirror) => tasksFor(mirror, item.id), isSameList);
  const done = tasks.filter((one) => phaseOf(task, one.state) === 'done').length;
  const blocking = findings.filter((finding) => finding.severity === 'blocking').length;
  const on = isA(launch, item) ? (item.launchOn ?? '') : '';
  const ready =
    tasks.length === 0 ? 'No tasks yet' : `${String(done)} of ${plural(tasks.length, 'task', 'tasks')} done`;
  return (
    <ItemLine
      item={item}
      detail={
        <>
          {ready}
          {blocking > 0 && <span className="text-red"> · {plural(blocking, 'check blocks', 'checks block')}</span>}
          {blocking === 0 && findings.length > 0 && ` · ${plural(findings.length, 'warning', 'warnings')}`}
        </>
      }
      end={
        <>
          <span className="block text-ink">{inDays(on, now)}</span>
          {shortDay(on, now)}
        </>
      }
    />
  );
}

function launchesFrom(mirror: Mirror, now: string): readonly AnyItem[] {
  const day = (item: AnyItem): string => (isA(launch, item) ? (item.launchOn ?? '') : '');
  return mirror
    .ofKind(launch.name)
    .filter((item) => item.archivedAt === null && ['open', 'active'].includes(phaseOf(launch, item.state)))
    .filter((item) => day(item) >= now && daysBetween(now, day(item)) <= AHEAD_DAYS)
    .sort((a, b) => day(a).localeCompare(day(b)));
}

function tasksFor(mirror: Mirror, launchId: string): readonly AnyItem[] {
  return mirror
    .linksTo(launchId)
    .filter((link) => link.kind === FOR_LAUNCH)
    .flatMap((link) => mirror.item(link.fromId) ?? [])
    .filter((item) => item.archivedAt === null && phaseOf(task, item.state) !== 'gone');
}
