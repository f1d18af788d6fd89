/** The page of a kind: one list under a view, as table, board or timeline. The address holds what is seen. */
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { memo, type ReactElement, Suspense, useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import type { Kind } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { setFrame } from '../frame/frame-state.ts';
import { Button, buttonLook } from '../primitive/button.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Empty, Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { HiddenByProduct, ShowAllProducts } from '../product/empty-within.tsx';
import { filterWithin, isNarrowing } from '../product/product-scope.ts';
import { useChosenProduct, useProductScope } from '../product/use-product.ts';
import { PageMissing } from '../route/page-states.tsx';
import { type ListSearch, readListSearch, searchOf, viewOf, type Zoom } from '../route/search.ts';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useMayAdd, useResource, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural } from '../workspace/model.ts';
import type { CustomField, ViewDefinition } from '../workspace/resource.ts';
import { type Column, columnsOf } from './column.ts';
import { wholeFilter } from './filter-text.ts';
import type { LayoutProps } from './layout.ts';
import { impliedValues } from './new-item.ts';
import { groundOf } from './saved-view.ts';
import { Table } from './table.tsx';
import { Toolbar } from './toolbar.tsx';
import { useList } from './use-list.ts';
import { useTyped, withWords } from './use-typed.ts';

const Board = lazyPart(() => import('./board.tsx'));
const Timeline = lazyPart(() => import('./timeline.tsx'));
const route = getRouteApi('/$workspace/$plural');
const NO_FIELDS: readonly CustomField[] = [];

/** Where there are none, the list is the same before and after the server has said so, and is not drawn twice. */
const someOf = (fields: readonly CustomField[] | null): readonly CustomField[] =>
  fields === null || fields.length === 0 ? NO_FIELDS : fields;

export function ListPage(): ReactElement {
  const { plural } = route.useParams();
  const kind = kindByPlural(plural);
  return kind === undefined ? <PageMissing /> : <KindList key={kind.name} kind={kind} />;
}

function KindList({ kind }: { readonly kind: Kind }): ReactElement {
  const search = useListSearch();
  const navigate = useNavigate();
  const { resources } = useOpen();
  const custom = someOf(useResource(resources.customFields).value);
  const saved = useResource(resources.views).value?.find((view) => view.id === search.view) ?? null;
  const ground = useMemo(() => groundOf(saved), [saved]);
  const view = useMemo(() => viewOf(search, ground), [search, ground]);
  const columns = useMemo(() => columnsOf(kind, custom), [kind, custom]);
  const customTypes = useMemo(() => new Map(custom.map((field) => [field.key, field.type])), [custom]);
  // A press paints first: what it asks of twenty thousand rows is worked out behind the frame that shows it.
  const deferred = useDeferredValue(view);
  const seen = useMemo(() => ({ ...deferred, filter: wholeFilter(deferred.filter) }), [deferred]);
  const scope = useDeferredValue(useProductScope());
  const listed = useMemo(() => ({ ...seen, filter: filterWithin(scope, kind, seen.filter) }), [seen, scope, kind]);
  useImplied(kind, seen, columns);

  const go = useCallback(
    (next: ListSearch) => {
      const keepPeek = (held: { readonly peek?: string }) => ({
        ...(held.peek !== undefined && { peek: held.peek }),
        ...next,
      });
      void navigate({ to: '.', search: keepPeek, replace: true });
    },
    [navigate],
  );
  const setWords = useCallback((next: string) => go(withWords(search, next)), [go, search]);
  const [typed, type] = useTyped(search.q ?? '', setWords);
  const words = useDeferredValue(typed);
  const list = useList({ kind, view: listed, words, custom: customTypes });
  const change = useCallback(
    (patch: Partial<ViewDefinition>) => {
      const next = searchOf({ ...view, ...patch }, ground);
      go({
        ...next,
        ...(search.view !== undefined && { view: search.view }),
        ...(search.q !== undefined && { q: search.q }),
        ...(search.zoom !== undefined && { zoom: search.zoom }),
      });
    },
    [go, view, ground, search.view, search.q, search.zoom],
  );
  const setZoom = useCallback((zoom: Zoom) => go({ ...search, zoom }), [go, search]);
  const timeline = { zoom: search.zoom ?? 'quarters', setZoom };
  const showAll = useCallback(() => {
    type('');
    const { q: _words, ...rest } = search;
    go({ ...rest, ...searchOf({ ...view, filter: null }, ground) });
  }, [go, type, search, view, ground]);
  // Archived ones are looked at in passing; a saved view does not keep that.
  const isChanged = Object.keys(searchOf({ ...view, archived: ground.archived }, ground)).length > 0;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Toolbar
        kind={kind}
        view={view}
        saved={saved}
        isChanged={isChanged}
        columns={columns}
        list={list}
        search={search}
        typed={typed}
        type={type}
        go={go}
        change={change}
        {...timeline}
      />
      <Body
        kind={kind}
        view={seen}
        columns={columns}
        list={list}
        isOfProduct={isNarrowing(scope, kind)}
        isNarrowed={seen.filter !== null || words !== ''}
        showAll={showAll}
        change={change}
        {...timeline}
      />
    </div>
  );
}

/** The list's part of the address. What is peeked at stands there too and is none of the list's: peeking sorts nothing anew. */
function useListSearch(): ListSearch {
  const text = route.useSearch({ select: (search) => JSON.stringify(readListSearch({ ...search })) });
  return useMemo(() => readListSearch(JSON.parse(text)), [text]);
}

/** Drawn anew for what it shows: not while the reader is still typing. */
const Body = memo(DrawnBody);

interface BodyProps extends LayoutProps {
  readonly isNarrowed: boolean;
  /** Of the product one looks at only. */
  readonly isOfProduct: boolean;
  /** Takes filter and search away. */
  readonly showAll: () => void;
}

/** What is made while the list is on screen gets what its filter asks for, or it would be hidden at once. */
function useImplied(kind: Kind, { filter }: ViewDefinition, columns: readonly Column[]): void {
  const { membership } = useWorkspace();
  useEffect(() => {
    const reader = { memberId: membership.memberId, today: today(membership.timeZone) };
    setFrame({ implied: { kind: kind.name, values: impliedValues(filter, columns, reader) } });
  }, [kind, filter, columns, membership]);
  useEffect(() => () => setFrame({ implied: null }), []);
}

function DrawnBody(props: BodyProps): ReactElement {
  const { kind, view, list, isNarrowed, isOfProduct, showAll } = props;
  const mayAdd = useMayAdd(kind);
  const mayImport = useMay('editor');
  const { membership } = useWorkspace();
  if (list.problem !== null && list.items.length === 0) {
    return (
      <Problem
        title="This list could not be shown"
        detail={list.problem.message}
        action={<Button onClick={showAll}>Show everything</Button>}
      />
    );
  }
  if (list.isLoading && list.items.length === 0) return <SkeletonRows count={12} />;
  if (list.items.length === 0 && isNarrowed) {
    return (
      <Empty
        title="Nothing matches"
        purpose={
          <>
            No {kind.label.one.toLowerCase()} fits the filter and search.
            {isOfProduct && <HiddenByProduct what={kind.label.many.toLowerCase()} />}
          </>
        }
        action={
          <>
            <Button onClick={showAll}>Show all {kind.label.many.toLowerCase()}</Button>
            {mayAdd && <Button onClick={() => setFrame({ create: kind.name })}>Add one that fits</Button>}
            {isOfProduct && <ShowAllProducts />}
          </>
        }
      />
    );
  }
  if (list.items.length === 0 && isOfProduct) return <NoneOfProduct kind={kind} isArchive={view.archived === 'only'} />;
  if (list.items.length === 0) {
    const noun = kind.label.one.toLowerCase();
    return (
      <Empty
        icon={<KindIcon kind={kind} size={24} />}
        title={
          view.archived === 'only'
            ? `No archived ${kind.label.many.toLowerCase()}`
            : `No ${kind.label.many.toLowerCase()} yet`
        }
        purpose={kind.purpose}
        example={kind.example.title}
        action={
          view.archived === 'only' ? undefined : (
            <>
              {mayAdd && (
                <Button look="primary" onClick={() => setFrame({ create: kind.name })}>{`Add a ${noun}`}</Button>
              )}
              {mayImport && (
                <Link
                  to="/$workspace/$plural/import"
                  params={{ workspace: membership.slug, plural: kind.plural }}
                  className={buttonLook()}
                >
                  Import a file
                </Link>
              )}
            </>
          )
        }
      />
    );
  }
  if (view.layout === 'table') return <Table {...props} />;
  return (
    <Suspense fallback={<SkeletonRows count={12} />}>
      {view.layout === 'board' ? <Board {...props} /> : <Timeline {...props} />}
    </Suspense>
  );
}

/** There may be some, of other products. */
function NoneOfProduct({ kind, isArchive }: { readonly kind: Kind; readonly isArchive: boolean }): ReactElement {
  const chosen = useChosenProduct();
  const mayAdd = useMayAdd(kind);
  return (
    <Empty
      icon={<KindIcon kind={kind} size={24} />}
      title={`No ${isArchive ? 'archived ' : ''}${kind.label.many.toLowerCase()} of ${chosen?.title ?? 'this product'}`}
      purpose={
        <>
          {kind.purpose}
          <HiddenByProduct what={kind.label.many.toLowerCase()} />
        </>
      }
      action={
        <>
          <ShowAllProducts />
          {mayAdd && !isArchive && (
            <Button onClick={() => setFrame({ create: kind.name })}>{`Add a ${kind.label.one.toLowerCase()}`}</Button>
          )}
        </>
      }
    />
  );
}
