/**
 * Who looks at what, now. In memory only: it is no part of the line, and a process that ends forgets it. A tab says where it is
 * again and again; what it has not said for a while is over. Nothing ticks here: what is over is taken away when somebody speaks.
 */

/** `item:<id>` or `list:<plural>` */
export type Place = string;

export interface Around {
  readonly place: Place;
  /** The others there, those who came first in front. */
  readonly memberIds: readonly string[];
}

export interface Looking {
  readonly workspaceId: string;
  readonly memberId: string;
  /** Of a browser: one member may look at several things at once. */
  readonly tab: string;
  /** None: the tab was left. */
  readonly places: readonly Place[];
}

/** Somebody came to, or left, where this member is. */
export type PresenceListener = (workspaceId: string, memberId: string) => void;

/** Tabs speak every ten seconds; one that was lost twice is gone. */
export const STAYS_MS = 20_000;
const TABS_MOST = 20;

interface Tab {
  readonly memberId: string;
  readonly places: readonly Place[];
  readonly saidAtMs: number;
}

/**
 * Where members are, by workspace.
 *
 * @example
 * const presence = new Presence();
 * presence.look({ workspaceId, memberId, tab, places: ['list:features'] }); // [{ place: 'list:features', memberIds: [...] }]
 */
export class Presence {
  readonly #workspaces = new Map<string, Map<string, Tab>>();
  readonly #listeners = new Set<PresenceListener>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  onMove(listener: PresenceListener): void {
    this.#listeners.add(listener);
  }

  /** A tab says where it is; answers who else is there, leaving out where nobody is. The same again only keeps it. */
  look({ workspaceId, memberId, tab, places }: Looking): readonly Around[] {
    const tabs = this.#workspaces.get(workspaceId) ?? new Map<string, Tab>();
    this.#workspaces.set(workspaceId, tabs);
    const key = `${memberId} ${tab}`;
    const before = tabs.get(key)?.places ?? [];
    if (places.length === 0) tabs.delete(key);
    else tabs.set(key, { memberId, places, saidAtMs: this.#nowMs() });
    const ended = [...this.#takeEnded(tabs), ...this.#takeSurplus(tabs, memberId)];
    if (tabs.size === 0) this.#workspaces.delete(workspaceId);
    const moved = [...before.filter((one) => !places.includes(one)), ...places.filter((one) => !before.includes(one))];
    this.#tell(workspaceId, tabs, new Set([...moved, ...ended.flatMap((one) => one.places)]));
    return aroundAt(tabs, memberId, places);
  }

  /** Who else is where this member is, in any of their tabs. */
  around(workspaceId: string, memberId: string): readonly Around[] {
    const tabs = this.#workspaces.get(workspaceId);
    if (tabs === undefined) return [];
    this.#tell(workspaceId, tabs, new Set(this.#takeEnded(tabs).flatMap((one) => one.places)));
    const places = [...tabs.values()].filter((one) => one.memberId === memberId).flatMap((one) => one.places);
    return aroundAt(tabs, memberId, [...new Set(places)]);
  }

  /** Rights moved: the member's tabs have to say again where they are, and are told nothing until they do. */
  forget(workspaceId: string, memberId: string): void {
    const tabs = this.#workspaces.get(workspaceId);
    if (tabs === undefined) return;
    const places = new Set<Place>();
    for (const [key, one] of tabs) {
      if (one.memberId !== memberId) continue;
      tabs.delete(key);
      for (const place of one.places) places.add(place);
    }
    this.#tell(workspaceId, tabs, places);
  }

  #takeEnded(tabs: Map<string, Tab>): readonly Tab[] {
    const sinceMs = this.#nowMs() - STAYS_MS;
    return take(
      tabs,
      [...tabs].filter(([, one]) => one.saidAtMs < sinceMs),
    );
  }

  /** The oldest of more tabs than anybody has. */
  #takeSurplus(tabs: Map<string, Tab>, memberId: string): readonly Tab[] {
    const theirs = [...tabs].filter(([, one]) => one.memberId === memberId);
    return take(tabs, theirs.slice(0, Math.max(0, theirs.length - TABS_MOST)));
  }

  #tell(workspaceId: string, tabs: ReadonlyMap<string, Tab>, places: ReadonlySet<Place>): void {
    if (places.size === 0) return;
    const there = [...tabs.values()].filter((one) => one.places.some((place) => places.has(place)));
    for (const memberId of new Set(there.map((one) => one.memberId)))
      for (const listener of this.#listeners) listener(workspaceId, memberId);
  }
}

function take(tabs: Map<string, Tab>, entries: readonly (readonly [string, Tab])[]): readonly Tab[] {
  for (const [key] of entries) tabs.delete(key);
  return entries.map(([, one]) => one);
}

function aroundAt(tabs: ReadonlyMap<string, Tab>, memberId: string, places: readonly Place[]): readonly Around[] {
  const others = [...tabs.values()].filter((one) => one.memberId !== memberId);
  return places.flatMap((place) => {
    const there = others.filter((one) => one.places.includes(place));
    return there.length === 0 ? [] : { place, memberIds: [...new Set(there.map((one) => one.memberId))] };
  });
}
