/** Who else is here: three marks beside the name of what is on screen, their names in a tooltip and for screen readers. */
import { useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { both } from '../format/format.ts';
import { usePreference } from '../preference/preference.ts';
import { PersonMark } from '../primitive/marks.tsx';
import { Tooltip } from '../primitive/tooltip.tsx';
import { useItem, useMembers, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural } from '../workspace/model.ts';

const SHOWN = 3;

/** Says where this tab is, unless the reader does not want to be seen. Of its own, so that moving the cursor draws nothing else. */
export function PresenceTold(): null {
  const { presence } = useWorkspace();
  const { isSeen } = usePreference();
  const { plural, ref } = useParams({ strict: false });
  const peek = useSearch({ strict: false, select: (search) => search.peek });
  const pageId = useItem(ref ?? null)?.id;
  const peekId = useItem(peek ?? null)?.id;
  const list = kindByPlural(plural ?? '')?.plural;
  useEffect(() => {
    const items = [...new Set([pageId, peekId])].filter((id) => id !== undefined);
    presence.look(isSeen ? { items, ...(list !== undefined && { list }) } : { items: [] });
  }, [presence, isSeen, pageId, peekId, list]);
  return null;
}

/** @example <PresenceMarks place={`item:${item.id}`} /> */
export function PresenceMarks({ place }: { readonly place: string }): ReactElement | null {
  const { presence } = useWorkspace();
  const ids = useSyncExternalStore(presence.subscribe, () => presence.at(place));
  const members = useMembers();
  const people = ids.flatMap((id) => members.find((one) => one.id === id && one.removedAt == null) ?? []);
  if (people.length === 0) return null;
  const text = `Here too: ${both(people.map(({ name }) => name))}`;
  return (
    <Tooltip text={text}>
      <button type="button" className="flex h-6 shrink-0 cursor-default items-center rounded-full pr-1">
        {people.slice(0, SHOWN).map(({ id, name }) => (
          <span key={id} className="rounded-full bg-paper not-first:-ml-1">
            <PersonMark name={name} />
          </span>
        ))}
        {people.length > SHOWN && (
          <span aria-hidden className="tabular ml-1 text-xs text-muted">
            +{people.length - SHOWN}
          </span>
        )}
        <span className="sr-only">{text}</span>
      </button>
    </Tooltip>
  );
}
