/** Who waits for the reader: what is due from them, what they have to decide, what the checks ask of them. */
import type { ReactElement } from 'react';
import { decision } from '../../../domain/decide/index.ts';
import { task } from '../../../domain/launch/index.ts';
import { type AnyItem, addDays, isA, type Mirror, type PlacedFinding, phaseOf } from '../../../line/index.ts';
import { plural, shortDay, today } from '../format/format.ts';
import { ownSentence } from '../line/own-sentence.ts';
import { useFindingsHere, useItemsHere } from '../product/use-here.ts';
import { useItem, useWorkspace } from '../workspace/hooks.ts';
import { ItemLine } from './item-line.tsx';
import { AllOfThem, Nothing, Question } from './question.tsx';

const SHOWN = 5;
/** Below a sentence there is room for one less. */
const OTHERS_SHOWN = 4;
const DUE_WITHIN_DAYS = 7;

export function WaitingForMe(): ReactElement {
  const { membership } = useWorkspace();
  const now = today(membership.timeZone);
  const { memberId } = membership;
  const due = useItemsHere((mirror) => dueFrom(mirror, memberId, addDays(now, DUE_WITHIN_DAYS)));
  const decisions = useItemsHere((mirror) => decisionsOf(mirror, memberId));
  const all = useFindingsHere();
  const findings = all.filter((finding) => finding.who.includes(memberId));
  const total = due.length + decisions.length + findings.length;
  // Where nothing is the reader's, what waits for others is still worth seeing.
  const shown = Map.groupBy(total === 0 ? all : findings, (finding) => finding.itemId);
  const decisionsShown = Math.max(0, SHOWN - due.length);
  const findingsShown = total === 0 ? OTHERS_SHOWN : Math.max(0, SHOWN - due.length - decisions.length);
  return (
    <Question title="Waiting for me" count={total} to="checks" toLabel="Checks">
      {total === 0 && (
        <Nothing>
          Nobody waits for you: no task due this week, no decision, no finding.
          {all.length > 0 && (
            <>
              {' '}
              The checks have <AllOfThem to="checks">{plural(all.length, 'finding', 'findings')}</AllOfThem> for others.
            </>
          )}
        </Nothing>
      )}
      <ul>
        {due.slice(0, SHOWN).map((item) => (
          <DueLine key={item.id} item={item} now={now} />
        ))}
        {decisions.slice(0, decisionsShown).map((item) => (
          <ItemLine key={item.id} item={item} detail="waits for your decision" />
        ))}
        {[...shown.values()].slice(0, findingsShown).map((found) => (
          <FindingLine key={found[0]?.itemId} findings={found} />
        ))}
      </ul>
    </Question>
  );
}

function DueLine({ item, now }: { readonly item: AnyItem; readonly now: string }): ReactElement {
  const on = isA(task, item) ? (item.dueOn ?? '') : '';
  return (
    <ItemLine
      item={item}
      detail={on < now ? <span className="text-red">overdue</span> : 'due'}
      end={shortDay(on, now)}
    />
  );
}

/** An item, with the gravest thing the checks find on it. */
function FindingLine({ findings }: { readonly findings: readonly PlacedFinding[] }): ReactElement | null {
  const gravest = findings.find((finding) => finding.severity === 'blocking') ?? findings[0];
  const item = useItem(gravest?.itemId ?? null);
  if (item === undefined || gravest === undefined) return null;
  const more = findings.length - 1;
  return (
    <ItemLine
      item={item}
      detail={
        <>
          {gravest.severity === 'blocking' && <span className="font-medium text-red">Blocks: </span>}
          {ownSentence(gravest.sentence, item)}
        </>
      }
      end={more > 0 ? `and ${String(more)} more` : item.key}
    />
  );
}

function dueFrom(mirror: Mirror, memberId: string, until: string): readonly AnyItem[] {
  const isDue = (item: AnyItem): boolean => isA(task, item) && item.dueOn !== null && item.dueOn <= until;
  return mirror
    .ofKind(task.name)
    .filter((item) => item.archivedAt === null && item.ownerId === memberId && isDue(item))
    .filter((item) => ['open', 'active'].includes(phaseOf(task, item.state)))
    .sort((a, b) => String(a.dueOn).localeCompare(String(b.dueOn)));
}

function decisionsOf(mirror: Mirror, memberId: string): readonly AnyItem[] {
  return mirror
    .ofKind(decision.name)
    .filter(
      (item) => item.archivedAt === null && item.state === 'open' && isA(decision, item) && item.approver === memberId,
    );
}
