/** The palette's questions about what is selected: which state, whose, linked to what. */
import { Command } from 'cmdk';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { AnyItem, LinkType } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { PersonMark, StateMark } from '../primitive/marks.tsx';
import { useCommits, useMembers } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { fold } from './find-items.ts';
import { useSearch } from './use-search.ts';

export interface ChoicesProps {
  readonly typed: string;
  readonly targets: readonly AnyItem[];
  readonly onClose: () => void;
}

export interface ChoiceProps {
  readonly value: string;
  readonly onSelect: () => void;
  readonly mark?: ReactNode;
  readonly children: ReactNode;
  readonly detail?: ReactNode;
}

/** One line of the palette. */
export function Choice({ value, onSelect, mark, children, detail }: ChoiceProps): ReactElement {
  return (
    <Command.Item value={value} onSelect={onSelect} className="choice min-h-9 px-3">
      <span className="grid size-5 shrink-0 place-items-center text-muted">{mark}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <span className="shrink-0 text-sm text-muted">{detail}</span>
    </Command.Item>
  );
}

export function NothingFound({ children }: { readonly children: ReactNode }): ReactElement {
  return <Command.Empty className="px-3 py-6 text-muted">{children}</Command.Empty>;
}

const matches = (text: string, typed: string): boolean => fold(text).includes(fold(typed.trim()));

export function StateChoices({ typed, targets, onClose }: ChoicesProps): ReactElement {
  const commits = useCommits();
  const kinds = [...new Set(targets.map((item) => item.kind))].map((name) => model.kind(name));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    return <NothingFound>Select items of one kind to set their state.</NothingFound>;
  const states = Object.keys(kind.states).filter((state) => matches(words(state), typed));
  const choose = (state: string): void => {
    onClose();
    void commits.updateAll(
      targets.filter((item) => item.state !== state),
      { state },
    );
  };
  return (
    <>
      <NothingFound>No such state.</NothingFound>
      {states.map((state) => (
        <Choice
          key={state}
          value={state}
          onSelect={() => choose(state)}
          mark={<StateMark kind={kind} state={state} bare />}
        >
          {words(state)}
        </Choice>
      ))}
    </>
  );
}

export function AssignChoices({ typed, targets, onClose }: ChoicesProps): ReactElement {
  const commits = useCommits();
  const members = useMembers().filter((member) => member.removedAt == null && matches(member.name, typed));
  const choose = (ownerId: string | null): void => {
    onClose();
    void commits.updateAll(
      targets.filter((item) => item.ownerId !== ownerId),
      { ownerId },
    );
  };
  return (
    <>
      {members.map((member) => (
        <Choice
          key={member.id}
          value={member.id}
          onSelect={() => choose(member.id)}
          mark={<PersonMark name={member.name} />}
          detail={member.discipline}
        >
          {member.name}
        </Choice>
      ))}
      {typed === '' && (
        <Choice value="nobody" onSelect={() => choose(null)}>
          Nobody
        </Choice>
      )}
      <NothingFound>Nobody of that name is a member.</NothingFound>
    </>
  );
}

/** First the other item, then, where there are several ways to rely on it, which. */
export function LinkChoices({ typed, targets, onClose }: ChoicesProps): ReactElement {
  const [to, setTo] = useState<AnyItem | null>(null);
  const commits = useCommits();
  const { found, isSearching } = useSearch(typed, 12);
  const relate = (type: LinkType, other: AnyItem): void => {
    onClose();
    for (const item of targets) void commits.link(item, type.id, other);
  };
  const choose = (other: AnyItem): void => {
    const types = typesBetween(targets, other);
    const [only] = types;
    if (only !== undefined && types.length === 1) relate(only, other);
    else setTo(other);
  };
  if (to !== null) {
    return (
      <>
        {typesBetween(targets, to).map((type) => (
          <Choice key={type.id} value={type.id} onSelect={() => relate(type, to)} detail={to.key}>
            {type.definition.says} {to.title}
          </Choice>
        ))}
      </>
    );
  }
  const linkable = found.filter((item) => typesBetween(targets, item).length > 0);
  return (
    <>
      {linkable.map((item) => (
        <Choice
          key={item.id}
          value={item.id}
          onSelect={() => choose(item)}
          mark={<KindIcon kind={model.kind(item.kind)} />}
          detail={item.key}
        >
          {item.title}
        </Choice>
      ))}
      <NothingFound>{emptyText(typed, isSearching, found.length > 0)}</NothingFound>
    </>
  );
}

function emptyText(typed: string, isSearching: boolean, hasOthers: boolean): string {
  if (typed.trim() === '') return 'Type a key or words of a title. Only what these items may rely on is offered.';
  if (isSearching) return 'Searching…';
  return hasOthers ? 'These items may not rely on what was found.' : 'Nothing found.';
}

/** The links that every one of these items may hold towards `to`. */
export function typesBetween(from: readonly AnyItem[], to: AnyItem): readonly LinkType[] {
  const [first] = from;
  if (first === undefined || from.some((item) => item.kind !== first.kind || item.id === to.id)) return [];
  const target = model.kind(to.kind);
  return model.links.filter((type) => type.from.name === first.kind && model.allows(type, target));
}
