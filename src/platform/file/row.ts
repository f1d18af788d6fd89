/** What every reader yields, whatever the file's format. */

export type Cell = string | number | boolean | null | readonly unknown[] | { readonly [member: string]: unknown };

/** A row as it lies in the file. */
export interface RawRow {
  /** The line in the file; in JSON the record's number, in a sheet the row's. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface TableRow {
  readonly line: number;
  /** By column name. */
  readonly values: Readonly<Record<string, Cell>>;
}

/** Something odd in the file, and what the reader did about it. */
export interface ReadFinding {
  readonly line: number;
  readonly problem: string;
  readonly done: string;
}

export type Report = (finding: ReadFinding) => void;

export interface Column {
  /** Unique in the file: a repeated name gets a number, `Labels (2)`. */
  readonly name: string;
  /** The name as written. */
  readonly title: string;
}
