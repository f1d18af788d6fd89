/** The data as commands see it, however it is reached: one way to run an operation, and what does not fit into one. */

import type { AnyOperation, Model } from '../../line/index.ts';
import type { Download, ExportRequest } from '../../line/server.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Via } from '../../platform/permission/index.ts';
import type { Settings } from '../../platform/settings/index.ts';
import type { VerbInput, VerbName, VerbOutput } from '../client/index.ts';

/** Runs operations: in this process, or over HTTP. */
export interface OperationRunner {
  run(operation: AnyOperation, input: unknown): Promise<unknown>;
}

export interface WorkspaceLine {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface WorkspaceDraft {
  readonly name: string;
  readonly slug?: string | undefined;
  readonly timeZone?: string | undefined;
  /** Address of its owner. */
  readonly owner?: string | undefined;
}

export interface MadeWorkspace extends WorkspaceLine {
  /** Where its owner chooses a password, if their account was made with it. */
  readonly passwordPath: string | null;
}

/** Files go in and out beside the operations. */
export interface DeskFiles {
  /** The id that the importing operations want. */
  upload(file: string): Promise<string>;
  exportItems(request: ExportRequest): Promise<Download>;
  exportWorkspace(): Promise<Download>;
}

/** What lies under the line, for commands that work where the data is. */
export interface Ground {
  readonly database: Database;
  readonly settings: Settings;
}

export interface CutShortImport {
  readonly importId: string;
  readonly fileName: string;
  readonly state: 'running' | 'undoing';
  readonly rowsRead: number;
}

/** Imports that ended with their process. A running Throughline goes on with its own by itself. */
export interface DeskImports {
  /** Empty wherever another process may be at work on them. */
  cutShort(): Promise<readonly CutShortImport[]>;
  /** Goes on with them, and waits. */
  goOn(): Promise<void>;
}

export interface Desk extends OperationRunner {
  readonly model: Model;
  readonly operations: readonly AnyOperation[];
  /** Beginning of the addresses people open. */
  readonly publicUrl: string;
  readonly files: DeskFiles;
  readonly imports: DeskImports;
  workspaces(): Promise<readonly WorkspaceLine[]>;
  createWorkspace(draft: WorkspaceDraft): Promise<MadeWorkspace>;
  /** A whole workspace from the archive that `export --archive` wrote. @throws `command.needs-data` over the network */
  bringWorkspace(file: string, draft: WorkspaceDraft): Promise<MadeWorkspace>;
  /** The one worked in. @throws `workspace.none`, `workspace.ambiguous`, `workspace.unknown` */
  workspace(): Promise<WorkspaceLine>;
  /** @throws `command.needs-data` over the network */
  ground(command: string): Ground;
  /** Ends long work between two of its steps, each a commit: Ctrl-C is not made to wait for the end of a large file. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskOptions {
  /** Slug of the workspace; the only one unless said. */
  readonly workspace?: string | undefined;
  /** Address of the member to act as; the workspace itself unless said. */
  readonly as?: string | undefined;
  readonly via: Via;
  readonly say: (sentence: string) => void;
}

/** A verb by its name, typed by the operation itself. */
export async function ask<Name extends VerbName>(
  desk: Pick<Desk, 'operations' | 'run'>,
  name: Name,
  input: VerbInput<Name>,
): Promise<VerbOutput<Name>> {
  return asJson(await desk.run(operationNamed(desk.operations, name), input));
}

/** An operation that there has to be. */
export function operationNamed(operations: readonly AnyOperation[], name: string): AnyOperation {
  const found = operations.find((operation) => operation.name === name);
  if (found === undefined) throw new Error(`There is no operation "${name}".`);
  return found;
}

/** An answer as it comes over HTTP, so that both ways print the same. */
export function asJson(answer: unknown): ReturnType<typeof JSON.parse> {
  return JSON.parse(JSON.stringify(answer ?? null));
}
