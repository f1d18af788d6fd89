/** A new link as a sentence: first what is said, then of which item. Only what the kind may say is offered. */
import { Command } from 'cmdk';
import { type ReactElement, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { both } from '../format/format.ts';
import { fold } from '../frame/find-items.ts';
import { useSearch } from '../frame/use-search.ts';
import { Dialog } from '../primitive/dialog.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { useCommits, useLinks, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { type PossibleLink, possibleLinks, whyNot } from './link-sentence.ts';
import { useScene } from './scene.tsx';

export interface AddLinkProps {
  /** The sentence already chosen: `claim.provenBy`. */
  readonly wantedKind: string | null;
  readonly onClose: () => void;
}

const FOUND_MOST = 30;
const OFFERED_MOST = 12;

export default function AddLink({ wantedKind, onClose }: AddLinkProps): ReactElement {
  const { item, kind } = useScene();
  const possible = useMemo(() => possibleLinks(model, kind), [kind]);
  const [chosen, setChosen] = useState<PossibleLink | null>(
    () => possible.find((one) => one.type.id === wantedKind && one.direction === 'reliesOn') ?? null,
  );
  const [typed, setTyped] = useState('');
  const choose = (link: PossibleLink): void => {
    setChosen(link);
    setTyped('');
  };
  const asks =
    chosen === null
      ? `${item.key} …`
      : `Find ${both(chosen.others.map((other) => other.label.one.toLowerCase()).slice(0, 6))}`;
  return (
    <Dialog open onClose={onClose} title={`Link ${item.key}`} bare>
      <Command shouldFilter={false} loop label={asks} className="flex min-h-0 flex-col">
        <p className="truncate border-b border-line px-4 py-2 text-sm text-muted">
          {item.key} {item.title}{' '}
          {chosen !== null && <strong className="font-semibold text-ink">{chosen.words} …</strong>}
        </p>
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={asks}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && typed === '' && chosen !== null) setChosen(null);
          }}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
        />
        <Command.List className="scrolls max-h-[min(24rem,60dvh)] min-h-0 p-1">
          {chosen === null ? (
            <Sentences possible={possible} typed={typed} onChoose={choose} />
          ) : (
            <Items chosen={chosen} typed={typed} onClose={onClose} />
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface SentencesProps {
  readonly possible: readonly PossibleLink[];
  readonly typed: string;
  readonly onChoose: (link: PossibleLink) => void;
}

function Sentences({ possible, typed, onChoose }: SentencesProps): ReactElement {
  const { item } = useScene();
  const { from } = useLinks(item.id);
  const wanted = fold(typed.trim());
  const textOf = ({ words, others }: PossibleLink): string =>
    `${words} ${others.map((other) => other.label.one).join(' ')}`;
  return (
    <>
      {possible
        .filter((link) => fold(textOf(link)).includes(wanted))
        .map((link) => {
          const reason = whyNot(link, from, item);
          return (
            <Command.Item
              key={link.id}
              value={link.id}
              disabled={reason !== null}
              onSelect={() => onChoose(link)}
              className="choice min-h-9 px-3"
            >
              <span className="min-w-0 flex-1 truncate">{link.words} …</span>
              <span className="max-w-[60%] truncate text-sm text-muted">
                {reason ??
                  (link.others.length > 6
                    ? 'any item'
                    : link.others.map((other) => other.label.one.toLowerCase()).join(', '))}
              </span>
            </Command.Item>
          );
        })}
      <Command.Empty className="px-3 py-6 text-muted">It cannot say that.</Command.Empty>
    </>
  );
}

interface ItemsProps {
  readonly chosen: PossibleLink;
  readonly typed: string;
  readonly onClose: () => void;
}

function Items({ chosen, typed, onClose }: ItemsProps): ReactElement {
  const { item } = useScene();
  const commits = useCommits();
  const { mirror, visitors, request } = useWorkspace();
  const { found, elsewhere, isSearching } = useSearch(typed, FOUND_MOST);
  const kinds = useMemo(() => new Set(chosen.others.map((other) => other.name)), [chosen]);
  const linked = useMemo(() => {
    const links = chosen.direction === 'reliesOn' ? mirror.linksFrom(item.id) : mirror.linksTo(item.id);
    const same = links.filter((link) => link.kind === chosen.type.id);
    return new Set([item.id, ...same.map((link) => (chosen.direction === 'reliesOn' ? link.toId : link.fromId))]);
  }, [chosen, mirror, item.id]);
  const recent = useMemo(() => [...kinds].flatMap((name) => mirror.ofKind(name)).sort(newestFirst), [kinds, mirror]);
  const fits = (one: { readonly id: string; readonly kind: string }): boolean =>
    kinds.has(one.kind) && !linked.has(one.id);
  const offered = (typed.trim() === '' ? recent.filter((one) => one.archivedAt === null) : [...found, ...elsewhere])
    .filter(fits)
    .slice(0, OFFERED_MOST);

  const relate = async (id: string): Promise<void> => {
    onClose();
    const other =
      mirror.item(id) ?? visitors.item(id) ?? (await request<AnyItem>('GET', `/items/${id}`).catch(() => null));
    if (other === null) return;
    const [from, to] = chosen.direction === 'reliesOn' ? [item, other] : [other, item];
    await commits.link(from, chosen.type.id, to);
  };
  return (
    <>
      {offered.map((one) => (
        <Command.Item key={one.id} value={one.id} onSelect={() => void relate(one.id)} className="choice min-h-9 px-3">
          <span className="text-muted">
            <KindIcon kind={model.kind(one.kind)} />
          </span>
          <span className="min-w-0 flex-1 truncate">{one.title}</span>
          <span className="tabular shrink-0 text-sm text-muted">{one.key}</span>
        </Command.Item>
      ))}
      <Command.Empty className="px-3 py-6 text-muted">
        {isSearching ? 'Searching…' : 'Nothing that it may be linked to, or it is linked already.'}
      </Command.Empty>
    </>
  );
}

const newestFirst = (a: AnyItem, b: AnyItem): number => b.changedAt.localeCompare(a.changedAt);
