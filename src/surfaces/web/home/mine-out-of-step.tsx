/** What is out of step and mine. */
import type { ReactElement } from 'react';
import { ago, plural } from '../format/format.ts';
import { useOutOfStepHere } from '../product/use-here.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { ItemLine } from './item-line.tsx';
import { AllOfThem, Nothing, Question } from './question.tsx';

const SHOWN = 5;
/** Below a sentence there is room for one less. */
const OTHERS_SHOWN = 4;

export function MineOutOfStep(): ReactElement {
  const { membership } = useWorkspace();
  const mine = useOutOfStepHere(membership.memberId);
  const all = useOutOfStepHere();
  const rows = mine.length > 0 ? mine : all;
  return (
    <Question
      title="Out of step, and mine"
      count={mine.length}
      to="out-of-step"
      {...(mine.length === 0 && { hash: 'all' })}
    >
      {mine.length === 0 && (
        <Nothing>
          Everything you own agrees with what it relies on.
          {all.length > 0 && (
            <>
              {' '}
              <AllOfThem to="out-of-step">{plural(all.length, 'thing', 'things')} of others</AllOfThem>{' '}
              {all.length === 1 ? 'is' : 'are'} out of step.
            </>
          )}
        </Nothing>
      )}
      <ul>
        {rows.slice(0, mine.length > 0 ? SHOWN : OTHERS_SHOWN).map(({ link, from, to }) => (
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
