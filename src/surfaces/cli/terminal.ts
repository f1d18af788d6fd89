/** What people and programs see: data on stdout, everything said about it on stderr, colours and bars only on a terminal. */
import { stripVTControlCharacters } from 'node:util';
import cliProgress from 'cli-progress';
import pc from 'picocolors';

export type Paint = ReturnType<typeof pc.createColors>;

export interface Streams {
  readonly out: NodeJS.WriteStream;
  readonly error: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Progress {
  /** `total` where it is known only on the way. */
  at(value: number, total?: number): void;
  end(): void;
}

export interface Terminal {
  /** One JSON document, or JSON lines, rather than text. */
  readonly json: boolean;
  readonly paint: Paint;
  /** One answer: as JSON, or as lines of text. */
  answer(value: unknown, text: (paint: Paint) => readonly string[]): void;
  /** One of many: a JSON line, or a line of text. */
  line(value: unknown, text: (paint: Paint) => string): void;
  /** On stderr, so that it is never taken for data. */
  say(sentence: string): void;
  /** On stderr, and only where somebody watches. */
  progress(unit: string): Progress;
}

/** NO_COLOR switches colours off everywhere, FORCE_COLOR on (https://no-color.org). */
export function mayPaint(stream: { readonly isTTY?: boolean }, environment: Streams['environment']): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if ((environment.FORCE_COLOR ?? '') !== '') return true;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/**
 * The terminal of this process.
 *
 * @example
 * const terminal = openTerminal({ out: process.stdout, error: process.stderr, environment: process.env }, json);
 */
export function openTerminal({ out, error, environment }: Streams, json: boolean): Terminal {
  const paint = pc.createColors(mayPaint(out, environment));
  return {
    json,
    paint,
    answer: (value, text) => {
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`);
      else for (const line of text(paint)) out.write(`${line}\n`);
    },
    line: (value, text) => {
      out.write(`${json ? JSON.stringify(value) : text(paint)}\n`);
    },
    say: (sentence) => {
      error.write(`${sentence}\n`);
    },
    progress: (unit) => (error.isTTY ? bar(error, unit) : SILENT),
  };
}

/** What is listed is data; that there is nothing to list is said about it. */
export function sayNone(
  { json, say }: Pick<Terminal, 'json' | 'say'>,
  listed: readonly unknown[],
  sentence: string,
): void {
  if (listed.length === 0 && !json) say(sentence);
}

const SILENT: Progress = { at: () => undefined, end: () => undefined };

function bar(stream: NodeJS.WriteStream, unit: string): Progress {
  const shown = new cliProgress.SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    format: (_options, { progress, value, total }) => {
      if (total === 0) return `${value} ${unit}`;
      const done = Math.round(progress * BAR_WIDTH);
      return `${'█'.repeat(done)}${'░'.repeat(BAR_WIDTH - done)} ${value} of ${total} ${unit}`;
    },
  });
  let started = false;
  return {
    at: (value, total = 0) => {
      if (!started) shown.start(total, value);
      started = true;
      shown.setTotal(total);
      shown.update(value);
    },
    end: () => shown.stop(),
  };
}
const BAR_WIDTH = 30;

/**
 * Rows under each other, columns as wide as their widest cell.
 *
 * @example columns([['FEA-1', 'Tabs'], ['FEA-12', 'Dark']]) // ['FEA-1   Tabs', 'FEA-12  Dark']
 */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/** Text of people, on one line and without control characters that would move the cursor or change the colours. */
export function oneLine(text: string, most = 100): string {
  const plain = stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`;
}
