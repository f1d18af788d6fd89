/** Before a change hurts: what it would put out of step, whose that is, and what the checks would say, in words. */
import {
  type AnyItem,
  type Impact,
  type ImpactScene,
  impactOf,
  isInStep,
  type Model,
  type PlacedFinding,
} from '../../../line/index.ts';
import { both, plural } from '../format/format.ts';

type Patch = Readonly<Record<string, unknown>>;

/** What changing these items would do, taken together. */
export interface Hurt {
  /** Items that would have to answer, each once, in the order of the line. */
  readonly items: readonly AnyItem[];
  readonly linkCount: number;
  /** Whose they are, those with most first; `null`: nobody's yet. */
  readonly ownerIds: readonly (string | null)[];
  /** In step still, and in doubt through the ones above. */
  readonly indirectCount: number;
  /** Links to the items that are out of step as it is, and stay so. */
  readonly outAlreadyCount: number;
  readonly appearing: readonly PlacedFinding[];
}

/**
 * What the patch would do to those who rely on the items.
 *
 * @example
 * hurtOf({ model, line: mirror, today }, [feature], { targetOn: '2021-07-13' }).items.map((item) => item.key)
 */
export function hurtOf(scene: ImpactScene, items: readonly AnyItem[], patch: Patch): Hurt {
  const changed = new Set(items.map((item) => item.id));
  const impacts = items.map((item) => impactOf(scene, item, patch));
  const direct = impacts.flatMap((impact) => impact.direct).filter(({ item }) => !changed.has(item.id));
  const hurt = new Map(direct.map(({ item }) => [item.id, item]));
  const indirect = new Set(impacts.flatMap((impact) => impact.indirect.map(({ item }) => item.id)));
  const isIndirect = (id: string): boolean => !hurt.has(id) && !changed.has(id);
  return {
    items: inLineOrder(scene.model, [...hurt.values()]),
    linkCount: direct.length,
    ownerIds: ownersByCount([...hurt.values()]),
    indirectCount: [...indirect].filter(isIndirect).length,
    outAlreadyCount: items.reduce((sum, item) => sum + outAlready(scene.line, item), 0),
    appearing: eachOnce(impacts),
  };
}

function outAlready(line: ImpactScene['line'], to: AnyItem): number {
  const isAsked = (id: string): boolean => line.item(id)?.archivedAt === null;
  return line.linksTo(to.id).filter((link) => !isInStep(link, to) && isAsked(link.fromId)).length;
}

/** Does it have to be said before saving? Nobody is asked about what hurts nobody. */
export function isWorthAsking(hurt: Hurt): boolean {
  return hurt.items.length > 0 || hurt.appearing.some((finding) => finding.severity === 'blocking');
}

/** Kinds named by their own words; the rest is counted together. */
const KINDS_NAMED = 3;

/** What there is most of first. @example countsInWords(model, items) // '3 messages, 1 launch and 1 campaign' */
export function countsInWords(model: Model, items: readonly AnyItem[]): string {
  const byKind = [...Map.groupBy(items, (item) => item.kind)].sort(([, a], [, b]) => b.length - a.length);
  const named = byKind.length > KINDS_NAMED + 1 ? byKind.slice(0, KINDS_NAMED) : byKind;
  const counts = named.map(([name, group]) => {
    const { one, many } = model.kind(name).label;
    return plural(group.length, one.toLowerCase(), many.toLowerCase());
  });
  const rest = items.length - named.reduce((sum, [, group]) => sum + group.length, 0);
  return both(rest === 0 ? counts : [...counts, `${String(rest)} more`]);
}

/** Nobody comes last. @example ownersInWords(['m1', null], nameOf) // 'Ana and nobody yet' */
export function ownersInWords(ownerIds: readonly (string | null)[], nameOf: (id: string) => string): string {
  const known = ownerIds.filter((id) => id !== null).map((id) => nameOf(id) || 'somebody who left');
  return both(known.length === ownerIds.length ? known : [...known, 'nobody yet']);
}

function inLineOrder(model: Model, items: readonly AnyItem[]): readonly AnyItem[] {
  const order = new Map(model.kinds.map((kind, index) => [kind.name, index]));
  const place = (item: AnyItem): number => order.get(item.kind) ?? 0;
  return items.toSorted((a, b) => place(a) - place(b) || a.number - b.number);
}

function ownersByCount(items: readonly AnyItem[]): readonly (string | null)[] {
  const byOwner = Map.groupBy(items, (item) => item.ownerId);
  return [...byOwner].sort(([, a], [, b]) => b.length - a.length).map(([ownerId]) => ownerId);
}

function eachOnce(impacts: readonly Impact[]): readonly PlacedFinding[] {
  // A finding that was there already and only says another day is no news.
  const held = new Set(impacts.flatMap((impact) => impact.vanishing).map(({ check, itemId }) => `${check} ${itemId}`));
  const findings = impacts
    .flatMap((impact) => impact.appearing)
    .filter(({ check, itemId }) => !held.has(`${check} ${itemId}`));
  const byName = new Map(
    findings.map((finding) => [`${finding.check} ${finding.itemId} ${finding.sentence}`, finding]),
  );
  return [...byName.values()].sort((a, b) => a.severity.localeCompare(b.severity));
}
