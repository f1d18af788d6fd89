/** The health of the line in three figures: how much of it is in step, served and proven. */
import type { ReactElement } from 'react';
import { feature } from '../../../domain/decide/index.ts';
import { claim } from '../../../domain/position/index.ts';
import { isInStep, type Kind, type Mirror, phaseOf } from '../../../line/index.ts';
import { count, share } from '../format/format.ts';
import { useMirror } from '../workspace/hooks.ts';

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
  const { inStep, served, proven } = useMirror(figuresOf, isSameHealth);
  return (
    <section
      aria-label="Health of the line"
      className="mt-6 flex flex-wrap items-baseline gap-x-10 gap-y-2 border-t border-line pt-3"
    >
      <h2 className="text-sm text-muted">Health of the line</h2>
      <Figure label="links in step" part={inStep} />
      <Figure label="features in work that serve a need" part={served} />
      <Figure label="approved claims with proof" part={proven} />
    </section>
  );
}

function Figure({ label, part }: { readonly label: string; readonly part: Part }): ReactElement {
  return (
    <p className="flex items-baseline gap-2" title={`${count(part.good)} of ${count(part.all)}`}>
      <span className="tabular text-xl font-semibold">
        {part.all === 0 ? '–' : share(Math.floor((part.good / part.all) * 100) / 100)}
      </span>
      <span className="text-sm text-muted">
        {label} ({count(part.all)})
      </span>
    </p>
  );
}

function figuresOf(mirror: Mirror): HealthFigures {
  let [good, all] = [0, 0];
  for (const link of mirror.links()) {
    const to = mirror.item(link.toId);
    if (to === undefined) continue;
    all += 1;
    if (isInStep(link, to)) good += 1;
  }
  return {
    inStep: { good, all },
    served: holding(mirror, feature, 'serves', ['planned', 'building']),
    proven: holding(mirror, claim, 'provenBy', ['approved']),
  };
}

/** How many items of a kind in these states hold such a link. */
function holding(mirror: Mirror, kind: Kind, link: string, states: readonly string[]): Part {
  const items = mirror
    .ofKind(kind.name)
    .filter((item) => item.archivedAt === null && states.includes(item.state) && phaseOf(kind, item.state) !== 'gone');
  const name = `${kind.name}.${link}`;
  const good = items.filter((item) => mirror.linksFrom(item.id).some((one) => one.kind === name)).length;
  return { good, all: items.length };
}

function isSameHealth(a: HealthFigures, b: HealthFigures): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
