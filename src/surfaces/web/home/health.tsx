/** The health of the line in three figures: how much of it is in step, served and proven. */
import { Link } from '@tanstack/react-router';
import { type ReactElement, useCallback } from 'react';
import { feature } from '../../../domain/decide/index.ts';
import { claim } from '../../../domain/position/index.ts';
import { type AnyItem, type Filter, isInStep, type Kind, linkKind, type Mirror, phaseOf } from '../../../line/index.ts';
import { count, share } from '../format/format.ts';
import { isWithin, type ProductScope } from '../product/product-scope.ts';
import { useProductScope } from '../product/use-product.ts';
import { useMirror, useWorkspace } from '../workspace/hooks.ts';

interface Part {
  readonly good: number;
  readonly all: number;
}

interface HealthFigures {
  readonly inStep: Part;
  readonly served: Part;
  readonly proven: Part;
}

export function Health(): ReactElement {
  const { inStep, served, proven } = useFigures();
  return (
    <section
      aria-label="Health of the line"
      className="mt-5 flex flex-wrap items-baseline gap-x-10 gap-y-2 border-t border-line pt-3"
    >
      <h2 className="text-sm text-muted">Health of the line</h2>
      <Figure label="links in step" part={inStep} />
      <Figure
        label="features in work that serve a need"
        part={served}
        missing={{ kind: feature, filter: lacking(SERVES, WORKED_ON) }}
      />
      <Figure
        label="approved claims with proof"
        part={proven}
        missing={{ kind: claim, filter: lacking(PROVEN_BY, APPROVED) }}
      />
    </section>
  );
}

const WORKED_ON = ['planned', 'building'];
const APPROVED = ['approved'];
const SERVES = linkKind(feature, 'serves');
const PROVEN_BY = linkKind(claim, 'provenBy');

/** Items in these states without such a link: what keeps the figure from being whole. */
const lacking = (link: string, states: readonly string[]): Filter => ({
  and: [
    { field: 'state', op: 'in', value: states },
    { field: `linked.${link}`, op: 'isEmpty' },
  ],
});

interface FigureProps {
  readonly label: string;
  readonly part: Part;
  /** Where what is missing can be seen: the items of a kind that lack a link, or else the page of what is out of step. */
  readonly missing?: { readonly kind: Kind; readonly filter: Filter };
}

function Figure({ label, part, missing }: FigureProps): ReactElement {
  const { membership } = useWorkspace();
  const look = { className: FIGURE, title: `${count(part.good)} of ${count(part.all)}; shows what is missing` };
  const figure = (
    <>
      <span className="tabular text-xl font-semibold">
        {part.all === 0 ? '–' : share(Math.floor((part.good / part.all) * 100) / 100)}
      </span>
      <span className="text-sm text-muted group-hover:underline">
        {label} ({count(part.all)})
      </span>
    </>
  );
  if (missing === undefined) {
    return (
      <Link to="/$workspace/out-of-step" params={{ workspace: membership.slug }} hash="all" {...look}>
        {figure}
      </Link>
    );
  }
  const { kind, filter } = missing;
  return (
    <Link
      to="/$workspace/$plural"
      params={{ workspace: membership.slug, plural: kind.plural }}
      search={{ filter }}
      {...look}
    >
      {figure}
    </Link>
  );
}

const FIGURE = 'group flex items-baseline gap-2';

/** Of the product one looks at, or of all. */
function useFigures(): HealthFigures {
  const scope = useProductScope();
  return useMirror(
    useCallback((mirror: Mirror) => figuresOf(mirror, scope), [scope]),
    isSameHealth,
  );
}

function figuresOf(mirror: Mirror, scope: ProductScope | null): HealthFigures {
  const isHere = (item: AnyItem | undefined): boolean =>
    scope === null || (item !== undefined && isWithin(scope, item));
  const these = (kind: Kind, states: readonly string[]): readonly AnyItem[] =>
    mirror
      .ofKind(kind.name)
      .filter((item) => item.archivedAt === null && states.includes(item.state) && phaseOf(kind, item.state) !== 'gone')
      .filter(isHere);
  let [good, all] = [0, 0];
  for (const link of mirror.links()) {
    const to = mirror.item(link.toId);
    if (to === undefined || !isHere(mirror.item(link.fromId))) continue;
    all += 1;
    if (isInStep(link, to)) good += 1;
  }
  return {
    inStep: { good, all },
    served: holding(mirror, these(feature, WORKED_ON), SERVES),
    proven: holding(mirror, these(claim, APPROVED), PROVEN_BY),
  };
}

/** How many of them hold such a link. */
function holding(mirror: Mirror, items: readonly AnyItem[], link: string): Part {
  const good = items.filter((item) => mirror.linksFrom(item.id).some((one) => one.kind === link)).length;
  return { good, all: items.length };
}

function isSameHealth(a: HealthFigures, b: HealthFigures): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
