/** What the checks find on this item, and the step that mends it. */
import type { ReactElement } from 'react';
import { aboutOf, useMend } from '../line/finding-row.tsx';
import { mendOf } from '../line/mending.ts';
import { ownSentence } from '../line/own-sentence.ts';
import { useFindingsOn } from '../line/use-findings.ts';
import { Button } from '../primitive/button.tsx';
import { useItemById } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { setIntent } from './intent.ts';
import { useScene } from './scene.tsx';

export function ItemFindings(): ReactElement | null {
  const { item, mayEdit, asOf } = useScene();
  const findings = useFindingsOn(item.id);
  const mend = useMend();
  const itemOf = useItemById();
  if (findings.length === 0 || asOf !== null) return null;
  return (
    <ul aria-label="Findings" className="flex flex-col gap-2">
      {findings.map((finding) => {
        const step = mendOf(model, finding, { item, about: aboutOf(itemOf, finding) });
        const isBlocking = finding.severity === 'blocking';
        const act = (): void => {
          if (step === null) return;
          if (step.does === 'create' || step.does === 'look') {
            mend(step, finding);
            return;
          }
          const [field, linkKind] = step.does === 'field' ? [step.field, null] : [null, step.linkKind];
          setIntent({ itemId: item.id, answers: [], field, linkKind });
        };
        return (
          <li
            key={`${finding.check}-${finding.sentence}`}
            className={`flex flex-wrap items-center gap-x-3 gap-y-1 border-l-2 py-0.5 pl-3 ${isBlocking ? 'border-red' : 'border-line-strong'}`}
          >
            <p className="min-w-48 flex-1">
              <span className={`text-sm font-medium ${isBlocking ? 'text-red' : 'text-muted'}`}>
                {isBlocking ? 'Blocking: ' : 'Warning: '}
              </span>
              {ownSentence(finding.sentence, item)}
            </p>
            {mayEdit && step !== null && (
              <Button small className="print:hidden" onClick={act}>
                {step.label}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
