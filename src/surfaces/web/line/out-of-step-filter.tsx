/** Whose and of which kind: the filter above the list of what is out of step. */
import type { ReactElement } from 'react';
import { Button } from '../primitive/button.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { Picker } from '../primitive/picker.tsx';
import { Select } from '../primitive/select.tsx';
import { type OutOfStep, useMembers, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { isWanted, type Wanted } from './out-of-step-groups.ts';

export interface OutOfStepFilterProps {
  readonly all: readonly OutOfStep[];
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
}

export function OutOfStepFilter({ all, wanted, onWanted }: OutOfStepFilterProps): ReactElement {
  const { membership } = useWorkspace();
  const members = useMembers();
  const countOf = (owner: string): number => all.filter((row) => isWanted(row, { owner, kind: '' })).length;
  const ids = new Set(all.map(({ from }) => from.ownerId));
  const owners = members.filter((member) => ids.has(member.id) && member.id !== membership.memberId);
  const kinds = model.kinds.filter(
    (kind) => all.some(({ from }) => from.kind === kind.name) || kind.name === wanted.kind,
  );
  const other = members.find((member) => member.id === wanted.owner && member.id !== membership.memberId);
  const choose = (owner: string) => () => onWanted({ ...wanted, owner });
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pt-4">
      <fieldset aria-label="Whose" className="flex flex-wrap gap-1">
        <Button look="plain" aria-pressed={wanted.owner === membership.memberId} onClick={choose(membership.memberId)}>
          Mine <Count value={countOf(membership.memberId)} />
        </Button>
        <Button look="plain" aria-pressed={wanted.owner === 'all'} onClick={choose('all')}>
          All <Count value={all.length} />
        </Button>
        <Button look="plain" aria-pressed={wanted.owner === 'nobody'} onClick={choose('nobody')}>
          Nobody’s <Count value={countOf('nobody')} />
        </Button>
        {owners.length > 0 && (
          <Picker
            label="Owner"
            value={other?.id ?? null}
            onChange={(id) => onWanted({ ...wanted, owner: id ?? 'all' })}
            options={owners.map((member) => ({
              value: member.id,
              label: `${member.name} (${String(countOf(member.id))})`,
              mark: <PersonMark name={member.name} />,
            }))}
            trigger={
              <Button look="plain" aria-label={other === undefined ? 'Owner' : `Owner: ${other.name}`}>
                {other?.name ?? 'Somebody…'}
              </Button>
            }
          />
        )}
      </fieldset>
      {kinds.length > 0 && (
        <Select
          small
          label="Kind"
          value={wanted.kind}
          onChange={(kind) => onWanted({ ...wanted, kind })}
          options={[
            { value: '', label: 'Every kind' },
            ...kinds.map((kind) => ({ value: kind.name, label: kind.label.many })),
          ]}
        />
      )}
    </div>
  );
}

function Count({ value }: { readonly value: number }): ReactElement {
  return <span className="tabular text-xs text-muted">{value}</span>;
}
