/** Checks over the line in memory: all of them, or those that a change can have touched. */
import { type Check, type Near, type PlacedFinding, runsInMemory } from './check.ts';
import type { AnyItem } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';
import type { Model } from './model.ts';

/** A check looks this many links far at most, so a change is felt no farther. */
const CHECK_REACH = 3;

/** What a check sees around an item; archived items are left out. */
export function nearIn(line: LineView, today: string): Near {
  const present = (id: string): AnyItem | undefined => {
    const item = line.item(id);
    return item === undefined || item.archivedAt !== null ? undefined : item;
  };
  const others = (links: readonly Link[], kind: string | undefined, end: 'fromId' | 'toId'): readonly AnyItem[] =>
    links.flatMap((link) => (kind === undefined || link.kind === kind ? (present(link[end]) ?? []) : []));
  return {
    today,
    reliesOn: (item, link) =>
      others(line.linksFrom(item.id), link === undefined ? undefined : `${item.kind}.${link}`, 'toId'),
    reliedOnBy: (item, linkKind) => others(line.linksTo(item.id), linkKind, 'fromId'),
    linksFrom: (item) => line.linksFrom(item.id).filter((link) => present(link.toId) !== undefined),
  };
}

const byModel = new WeakMap<Model, ReadonlyMap<string, readonly Check[]>>();

/** The checks of each kind that find everything in memory; gone through for every item, so sorted out once. */
function checksInMemory(model: Model): ReadonlyMap<string, readonly Check[]> {
  const checks = byModel.get(model) ?? Map.groupBy(model.checks.filter(runsInMemory), (check) => check.on.name);
  byModel.set(model, checks);
  return checks;
}

/** What the checks find on one item in memory; nothing on an archived one. */
function findingsOn(model: Model, item: AnyItem, near: Near): readonly PlacedFinding[] {
  return (checksInMemory(model).get(item.kind) ?? []).flatMap((check) => findingsBy(check, item, near));
}

/** What one check finds on an item. */
export function findingsBy(check: Check, item: AnyItem, near: Near): readonly PlacedFinding[] {
  if (item.archivedAt !== null) return [];
  return check.find(item, near).map((finding) => ({
    check: check.id,
    severity: check.severity,
    itemId: item.id,
    kind: item.kind,
    sentence: finding.sentence,
    aboutIds: finding.about.map((about) => about.id),
    who: finding.who,
    remedy: check.remedy,
  }));
}

/**
 * Runs the checks over the whole line, or only over what lies around the items touched.
 *
 * @example
 * runChecks(model, mirror, '2021-05-18').filter((finding) => finding.who.includes(memberId))
 */
export function runChecks(
  model: Model,
  line: LineView,
  today: string,
  options: { readonly onlyAround?: Iterable<string> } = {},
): readonly PlacedFinding[] {
  if (options.onlyAround !== undefined) return findingsOf(model, line, around(line, options.onlyAround), today);
  const near = nearIn(line, today);
  const kinds = [...checksInMemory(model).keys()];
  return kinds.flatMap((kind) => line.ofKind(kind).flatMap((item) => findingsOn(model, item, near)));
}

function findingsOf(model: Model, line: LineView, ids: Iterable<string>, today: string): readonly PlacedFinding[] {
  const near = nearIn(line, today);
  return [...ids].flatMap((id) => {
    const item = line.item(id);
    return item === undefined ? [] : findingsOn(model, item, near);
  });
}

/** The items within the reach of a check around these, themselves included, in both directions of the line. */
export function around(line: LineView, ids: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(ids);
  let frontier = [...reached];
  for (let step = 0; step < CHECK_REACH; step += 1) {
    const beside = frontier.flatMap((id) => [
      ...line.linksFrom(id).map((link) => link.toId),
      ...line.linksTo(id).map((link) => link.fromId),
    ]);
    frontier = [...new Set(beside)].filter((id) => !reached.has(id));
    for (const id of frontier) reached.add(id);
  }
  return reached;
}

/**
 * The findings of a line, kept current: after each change only what lies around it is checked again.
 *
 * @example
 * const watch = new Watch(model, mirror, today);
 * mirror.subscribe((touched) => watch.refresh(touched, todayNow()));
 */
export class Watch {
  readonly #model: Model;
  readonly #line: LineView;
  #today: string;
  #byItem = new Map<string, readonly PlacedFinding[]>();

  constructor(model: Model, line: LineView, today: string) {
    this.#model = model;
    this.#line = line;
    this.#today = today;
    this.#keep(runChecks(model, line, today));
  }

  get findings(): readonly PlacedFinding[] {
    return [...this.#byItem.values()].flat();
  }

  on(itemId: string): readonly PlacedFinding[] {
    return this.#byItem.get(itemId) ?? [];
  }

  /** A new day, or loading anew, checks everything. */
  refresh(touched: ReadonlySet<string> | 'all', today: string): void {
    if (touched === 'all' || today !== this.#today) {
      this.#today = today;
      this.#byItem = new Map();
      this.#keep(runChecks(this.#model, this.#line, today));
      return;
    }
    const ids = around(this.#line, touched);
    for (const id of ids) this.#byItem.delete(id);
    this.#keep(findingsOf(this.#model, this.#line, ids, today));
  }

  #keep(findings: readonly PlacedFinding[]): void {
    for (const finding of findings)
      this.#byItem.set(finding.itemId, [...(this.#byItem.get(finding.itemId) ?? []), finding]);
  }
}
