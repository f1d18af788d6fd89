/** Links both ways, as sentences: what this relies on, and what relies on this. */
import { Link as RouterLink } from '@tanstack/react-router';
import { Link2, Waypoints } from 'lucide-react';
import { type ReactElement, Suspense, useEffect, useMemo, useState } from 'react';
import type { AnyItem, Link } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, buttonLook } from '../primitive/button.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Skeleton } from '../primitive/skeleton.tsx';
import { useWholeLine } from '../workspace/absent-items.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import type { LinkThen } from './as-of.tsx';
import { setIntent } from './intent.ts';
import { type ItemEnds, useItemEnds } from './link-ends.ts';
import { LinkRow } from './link-row.tsx';
import { type Direction, type LinkGroup, linkGroups } from './link-sentence.ts';
import { quoteOn } from './quoted-passage.ts';
import { useScene } from './scene.tsx';

const AddLink = lazyPart(() => import('./add-link.tsx'));
const SHOWN_AT_FIRST = 8;

export function ItemLinks(): ReactElement {
  const { item, mayEdit, place, intent } = useScene();
  const { membership } = useWorkspace();
  const ends = useItemEnds(item.id);
  const sourceOf = useQuotedSources(ends);
  const [isAdding, setAdding] = useState(false);
  const linkKind = intent?.linkKind ?? null;
  useEffect(() => {
    if (linkKind !== null) setAdding(true);
  }, [linkKind]);
  useKeys({ l: () => (mayEdit ? setAdding(true) : false) }, place === 'page');
  const close = (): void => {
    setAdding(false);
    if (linkKind !== null) setIntent(null);
  };
  return (
    <section aria-label="Links" className="flex flex-col gap-5">
      <Side title="Relies on" direction="reliesOn" links={ends.from} ends={ends} sourceOf={sourceOf} />
      <Side title="Relied on by" direction="reliedOnBy" links={ends.to} ends={ends} sourceOf={sourceOf} />
      <div className="flex gap-1 print:hidden">
        {mayEdit && (
          <Button small onClick={() => setAdding(true)}>
            <Link2 size={14} aria-hidden />
            Link…
          </Button>
        )}
        <RouterLink
          to="/$workspace/item/$ref"
          params={{ workspace: membership.slug, ref: item.key }}
          hash="line"
          className={`${buttonLook('plain', true)} text-muted`}
        >
          <Waypoints size={14} aria-hidden />
          See its line
        </RouterLink>
      </div>
      <Suspense fallback={null}>{isAdding && <AddLink wantedKind={linkKind} onClose={close} />}</Suspense>
    </section>
  );
}

type SourceOf = (link: Link) => AnyItem | undefined;

/** What the quotes on the links were taken from, as it is now: fetched where it does not live in the browser. */
function useQuotedSources({ from, to }: ItemEnds): SourceOf {
  const quoting = useMemo(() => [...from, ...to].filter((link) => quoteOn(link) !== ''), [from, to]);
  const { line } = useWholeLine(quoting);
  return (link) => (quoteOn(link) === '' ? undefined : line.item(link.toId));
}

/** The links of a day that is over: nothing can be added or taken away there. */
export function ItemLinksThen({ links }: { readonly links: readonly LinkThen[] }): ReactElement {
  const others = new Map(links.flatMap(({ other }) => (other === undefined ? [] : [[other.id, other] as const])));
  const of = (direction: Direction): readonly LinkThen[] => links.filter((link) => link.direction === direction);
  const ends: ItemEnds = {
    from: of('reliesOn'),
    to: of('reliedOnBy'),
    endOf: (id) => others.get(id),
    isLoading: false,
  };
  return (
    <section aria-label="Links that day" className="flex flex-col gap-5">
      <Side title="Relied on" direction="reliesOn" links={ends.from} ends={ends} />
      <Side title="Was relied on by" direction="reliedOnBy" links={ends.to} ends={ends} />
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly direction: Direction;
  readonly links: readonly Link[];
  readonly ends: ItemEnds;
  readonly sourceOf?: SourceOf;
}

const NO_SOURCE: SourceOf = () => undefined;

function Side({ title, direction, links, ends, sourceOf = NO_SOURCE }: SideProps): ReactElement {
  const { asOf } = useScene();
  const groups = linkGroups(model, links, direction);
  return (
    <section>
      <h2 className="flex items-baseline gap-2 text-sm font-semibold">
        {title} <span className="tabular text-xs font-normal text-muted">{count(links.length)}</span>
      </h2>
      {groups.length === 0 && <p className="text-sm text-muted">{nothingIn(direction, asOf !== null)}</p>}
      {groups.map((group) => (
        <Group key={group.words} group={group} ends={ends} sourceOf={sourceOf} />
      ))}
    </section>
  );
}

function nothingIn(direction: Direction, isPast: boolean): string {
  if (direction === 'reliesOn') return isPast ? 'Nothing that day.' : 'Nothing yet.';
  return isPast ? 'Nothing relied on this that day.' : 'Nothing relies on this yet.';
}

interface GroupProps {
  readonly group: LinkGroup;
  readonly ends: ItemEnds;
  readonly sourceOf: SourceOf;
}

function Group({ group, ends, sourceOf }: GroupProps): ReactElement {
  const { item } = useScene();
  const [isWhole, setWhole] = useState(false);
  // Folding one away would save nothing: its place would say "1 more".
  const isShort = group.links.length <= SHOWN_AT_FIRST + 1;
  const shown = isWhole || isShort ? group.links : group.links.slice(0, SHOWN_AT_FIRST);
  const hidden = group.links.length - shown.length;
  return (
    <div className="mt-1.5">
      <h3 className="text-sm text-muted">{group.words}</h3>
      <ul>
        {shown.map((link) => {
          const other = ends.endOf(group.direction === 'reliesOn' ? link.toId : link.fromId);
          const to = group.direction === 'reliesOn' ? other : item;
          if (other === undefined || to === undefined) {
            return <li key={link.id}>{ends.isLoading ? <Skeleton className="my-2 w-2/3" /> : <Unseen />}</li>;
          }
          return <LinkRow key={link.id} link={link} other={other} to={to} source={sourceOf(link)} />;
        })}
      </ul>
      {hidden > 0 && (
        <Button small look="plain" className="text-muted" onClick={() => setWhole(true)}>
          {count(hidden)} more
        </Button>
      )}
    </div>
  );
}

const Unseen = (): ReactElement => (
  <span className="flex min-h-8 items-center text-sm text-muted">Something you may not see</span>
);
