/** What the server says about an import, as the pages read it. */

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export type Outcome = 'create' | 'update' | 'unchanged' | 'skip' | 'error';

/** What is wrong with a row, and how to mend it. */
export interface Finding {
  readonly line: number;
  readonly outcome: Outcome;
  readonly field: string | null;
  readonly problem: string;
  readonly remedy: string;
}

export interface PreviewColumn {
  readonly name: string;
  readonly looks: string;
  /** 0 to 1. */
  readonly filled: number;
  readonly samples: readonly string[];
  /** The different values, where there are few. */
  readonly words: readonly string[];
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  readonly suggestion: { readonly to: string; readonly confidence: number } | null;
}

export interface Target {
  readonly to: string;
  readonly label: string;
  readonly required: boolean;
}

export interface Preview {
  readonly fileName: string;
  readonly format: string;
  readonly notes: readonly string[];
  /** The sheets of a workbook; empty for other files. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly columns: readonly PreviewColumn[];
  readonly targets: readonly Target[];
  readonly findings: readonly { readonly line: number; readonly problem: string; readonly done: string }[];
}

export type DateOrder = 'day-first' | 'month-first';
export type DecimalSign = 'point' | 'comma';

export interface ColumnSetting {
  readonly column: string;
  readonly to: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalSign;
  readonly currency?: string;
}

export interface ImportSettings {
  readonly kind: string;
  readonly source: string;
  readonly columns: readonly ColumnSetting[];
  readonly sheet?: number | string;
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly matchBy?: 'sourceId' | 'title' | 'content';
  readonly overwriteEdited?: boolean;
  readonly timeZone?: string;
}

/** A mapping kept under a title, for the file that comes every month. */
export interface ImportPreset {
  readonly id: string;
  readonly title: string;
  readonly settings: ImportSettings;
}

export interface DryRun {
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly rowsRead: number;
  readonly findingCount: number;
  readonly findings: readonly Finding[];
  readonly rows: readonly { readonly line: number; readonly outcome: Outcome; readonly title: string | null }[];
}

export interface ImportRun {
  readonly id: string;
  readonly fileName: string;
  readonly kind: string;
  readonly source: string;
  readonly state: 'running' | 'finished' | 'failed' | 'undoing' | 'undone';
  readonly rowsRead: number;
  readonly counts: {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly skipped: number;
    readonly failed: number;
    readonly linked: number;
  };
  readonly findingCount: number;
  readonly failure: string | null;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly finishedAt: string | null;
}

export const isUnderWay = ({ state }: Pick<ImportRun, 'state'>): boolean => state === 'running' || state === 'undoing';
