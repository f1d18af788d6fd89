/** What a change not yet made would do: which links fall out of step, whose they are, and what the checks would say. */
import type { PlacedFinding } from './check.ts';
import { type AnyItem, isMaterial } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';
import type { Model } from './model.ts';
import { runChecks } from './near.ts';
import { isSame, type Values } from './row.ts';
import { alignSpan } from './span.ts';
import { isInStep } from './step.ts';
import { pathOf, traceIn } from './trace.ts';

export interface ImpactScene {
  readonly model: Model;
  readonly line: LineView;
  readonly today: string;
}

export interface DirectImpact {
  readonly link: Link;
  /** Relies on the item, and would have to answer. */
  readonly item: AnyItem;
}

export interface IndirectImpact {
  readonly item: AnyItem;
  /** The links that lead there from the item changed. */
  readonly path: readonly Link[];
}

export interface Impact {
  /** Fields that really change and that others rely on; empty: nobody is disturbed. */
  readonly materialFields: readonly string[];
  /** Links in step now that would fall out. */
  readonly direct: readonly DirectImpact[];
  /** What relies on those in turn: in step still, and in doubt. */
  readonly indirect: readonly IndirectImpact[];
  /** Whom the items directly affected belong to, those with most first; `null`: nobody owns them yet. */
  readonly owners: readonly { readonly memberId: string | null; readonly itemIds: readonly string[] }[];
  readonly appearing: readonly PlacedFinding[];
  readonly vanishing: readonly PlacedFinding[];
}

/**
 * The impact of a patch, before it is saved. `archivedAt` in it stands for archiving.
 *
 * @example
 * impactOf({ model, line: mirror, today }, feature, { targetOn: '2021-07-13' }).direct.map(({ item }) => item.key)
 */
export function impactOf(scene: ImpactScene, item: AnyItem, patch: Values): Impact {
  const { model, line, today } = scene;
  const kind = model.kind(item.kind);
  const values = alignSpan(kind, patch);
  const changed = Object.keys(values).filter((name) => values[name] !== undefined && !isSame(values[name], item[name]));
  const materialFields = changed.filter((name) => isMaterial(kind, name));
  const after = patched(item, values, materialFields.length > 0);
  const direct = materialFields.length === 0 ? [] : fallingOut(line, item, after);
  const supposed = new Supposed(line, after);
  const now = changed.length === 0 ? [] : runChecks(model, line, today, { onlyAround: [item.id] });
  const then = changed.length === 0 ? [] : runChecks(model, supposed, today, { onlyAround: [item.id] });
  return {
    materialFields,
    direct,
    indirect: inDoubt(line, item, direct),
    owners: ownersOf(direct),
    appearing: without(then, now),
    vanishing: without(now, then),
  };
}

function patched(item: AnyItem, values: Values, isMoved: boolean): AnyItem {
  const revision = item.revision + 1;
  const custom =
    typeof values.custom === 'object' && values.custom !== null ? { ...item.custom, ...values.custom } : item.custom;
  return {
    ...item,
    ...values,
    custom,
    revision,
    materialRevision: isMoved ? revision : item.materialRevision,
  } as AnyItem;
}

function fallingOut(line: LineView, now: AnyItem, after: AnyItem): readonly DirectImpact[] {
  return line.linksTo(now.id).flatMap((link) => {
    const item = line.item(link.fromId);
    if (item === undefined || item.archivedAt !== null) return [];
    return isInStep(link, now) && !isInStep(link, after) ? [{ link, item }] : [];
  });
}

function inDoubt(line: LineView, from: AnyItem, direct: readonly DirectImpact[]): readonly IndirectImpact[] {
  if (direct.length === 0) return [];
  const first = new Set(direct.map(({ link }) => link.id));
  const known = new Set(direct.map(({ item }) => item.id));
  return traceIn(line, { from: from.id, direction: 'down' }).hits.flatMap((hit) => {
    const item = line.item(hit.itemId);
    if (item === undefined || item.archivedAt !== null || known.has(item.id)) return [];
    const path = pathOf(hit);
    return first.has(path[0]?.id ?? '') ? [{ item, path }] : [];
  });
}

function ownersOf(direct: readonly DirectImpact[]): Impact['owners'] {
  const items = new Map(direct.map(({ item }) => [item.id, item]));
  const byOwner = Map.groupBy(items.values(), (item) => item.ownerId);
  return [...byOwner]
    .map(([memberId, theirs]) => ({ memberId, itemIds: theirs.map((item) => item.id) }))
    .sort((a, b) => b.itemIds.length - a.itemIds.length);
}

function without(findings: readonly PlacedFinding[], others: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const nameOf = (finding: PlacedFinding): string => `${finding.check} ${finding.itemId} ${finding.sentence}`;
  const known = new Set(others.map(nameOf));
  return findings.filter((finding) => !known.has(nameOf(finding)));
}

/** The line as it would be with one item changed. */
class Supposed implements LineView {
  readonly #line: LineView;
  readonly #item: AnyItem;

  constructor(line: LineView, item: AnyItem) {
    this.#line = line;
    this.#item = item;
  }

  item(id: string): AnyItem | undefined {
    return id === this.#item.id ? this.#item : this.#line.item(id);
  }
  link(id: string): Link | undefined {
    return this.#line.link(id);
  }
  linksFrom(itemId: string): readonly Link[] {
    return this.#line.linksFrom(itemId);
  }
  linksTo(itemId: string): readonly Link[] {
    return this.#line.linksTo(itemId);
  }
  ofKind(kind: string): readonly AnyItem[] {
    return this.#line.ofKind(kind).map((item) => (item.id === this.#item.id ? this.#item : item));
  }
}
