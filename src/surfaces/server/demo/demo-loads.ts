/** The loads under way in this process: how far each is, and what stopped one. */
import { type Demo, loadDemo } from '../../../demo/index.ts';
import type { LineServer } from '../../../line/server.ts';
import type { Database } from '../../../platform/database/index.ts';

export interface LoadState {
  readonly isRunning: boolean;
  /** 0 to 1. */
  readonly progress: number;
  readonly problem: string | null;
}

export interface DemoParts {
  readonly line: LineServer;
  readonly database: Database;
}

export class DemoLoads {
  readonly #parts: DemoParts;
  readonly #states = new Map<string, LoadState>();

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  of(workspaceId: string, demo: Demo): LoadState | undefined {
    return this.#states.get(`${workspaceId} ${demo.id}`);
  }

  forget(workspaceId: string, demo: Demo): void {
    this.#states.delete(`${workspaceId} ${demo.id}`);
  }

  /** Says that a load is about to begin, so that a second one is refused. */
  announce(workspaceId: string, demo: Demo): void {
    this.#set(workspaceId, demo, { isRunning: true, progress: 0, problem: null });
  }

  /** Loads to the end; a load that fails is told of and can be carried on by loading again. */
  async run(workspaceId: string, demo: Demo, now: Date): Promise<void> {
    try {
      const { line, database } = this.#parts;
      await loadDemo(line, { demo, workspaceId, now, database }, ({ stepsDone, steps }) =>
        this.#set(workspaceId, demo, { isRunning: true, progress: stepsDone / steps, problem: null }),
      );
      this.forget(workspaceId, demo);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#set(workspaceId, demo, { isRunning: false, progress: 0, problem });
      throw error;
    }
  }

  #set(workspaceId: string, demo: Demo, state: LoadState): void {
    this.#states.set(`${workspaceId} ${demo.id}`, state);
  }
}
