/** What is out of step and mine. */
import type { ReactElement } from 'react';
import { ago } from '../format/format.ts';
import { useOutOfStep, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { ItemLine } from './item-line.tsx';
import { Nothing, Question } from './question.tsx';

const SHOWN = 5;

export function MineOutOfStep(): ReactElement {
  const { membership } = useWorkspace();
  const mine = useOutOfStep(membership.memberId);
  return (
    <Question title="Out of step, and mine" count={mine.length} to="out-of-step">
      {mine.length === 0 && <Nothing>Everything you own agrees with what it relies on.</Nothing>}
      <ul>
        {mine.slice(0, SHOWN).map(({ link, from, to }) => (
          <ItemLine
            key={link.id}
            item={from}
            detail={
              <>
                {model.link(link.kind).definition.says}{' '}
                <span className="text-amber">
                  {to.key} {to.title}
                </span>
              </>
            }
            end={ago(to.changedAt)}
          />
        ))}
      </ul>
    </Question>
  );
}
