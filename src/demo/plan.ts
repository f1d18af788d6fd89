/** A demonstration as a plan: what is written when and by whom, before anything touches a database. */
import type { Role } from '../platform/permission/index.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Somebody of the cast: made up, so that things have owners. */
export interface Player {
  /** How the plan names them: `ana`. */
  readonly ref: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly discipline: string;
}

/** An item to make. Persons are named by their ref in the cast, products by the ref of the item. */
export interface Made {
  /** Its id in the source, unique in the demonstration: `release:89.0`. */
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly values: Values;
}
export interface Changed {
  readonly ref: string;
  readonly values: Values;
}
export interface Tied {
  /** `feature.serves` */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** What the link remembers: the quote and its place. */
  readonly fields?: Values;
}
/** "Still true." */
export interface Confirmed {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly remark: string;
}

/** One commit: a moment, who, and what. */
export interface Step {
  readonly at: string;
  /** Ref of a player; null: what the data itself says. */
  readonly by: string | null;
  readonly makes: readonly Made[];
  readonly changes: readonly Changed[];
  readonly ties: readonly Tied[];
  readonly confirms: readonly Confirmed[];
}

export interface DemoPlan {
  readonly cast: readonly Player[];
  /** In the order of their moments. */
  readonly steps: readonly Step[];
}

/** A demonstration that can be loaded into a workspace. */
export interface Demo {
  readonly id: string;
  readonly title: string;
  /** One sentence: what there is to see. */
  readonly purpose: string;
  /** The source its items are known by: `demo:firefox`. */
  readonly source: string;
  /** The operation its commits carry in the log. */
  readonly operation: string;
  /** Reads the data that ships and makes the plan; the same data and day give the same plan. */
  plan(now: Date): Promise<DemoPlan>;
}
