/** What every command is given: the terminal, the settings, and a way to the data. */
import type { Command } from 'commander';
import type { Via } from '../../platform/permission/index.ts';
import { readSettings, type Settings } from '../../platform/settings/index.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { keyMissing } from './failures.ts';
import type { Remote } from './run-over-http.ts';
import { openTerminal, type Streams, type Terminal } from './terminal.ts';

export interface Cli {
  readonly environment: Streams['environment'];
  readonly terminal: Terminal;
  readonly settings: () => Settings;
  /** Where `--url` leads; undefined: the data of this machine. @throws `key.missing` */
  readonly remote: () => Remote | undefined;
  /** Which workspace, and as whom. */
  readonly choice: (via: Via) => DeskOptions;
  /** Opens the data, works, and closes it whatever happens. */
  withDesk<Answer>(work: (desk: Desk) => Promise<Answer>, via?: Via): Promise<Answer>;
  /** The command did what it should, and what it found is bad: exit code 1. */
  fail(): void;
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly url?: string;
  readonly key?: string;
  readonly data?: string;
  readonly workspace?: string;
  readonly as?: string;
}

const INTERRUPTED = 130;

/** Reads the common options when a command runs, not before. */
export function createCli(program: Command, streams: Streams): Cli {
  const { environment } = streams;
  const options = (): CommonOptions => program.opts<CommonOptions>();
  const terminal = lateTerminal(() => openTerminal(streams, options().json === true));
  const settings = (): Settings => {
    const { data } = options();
    return readSettings(data === undefined ? environment : { ...environment, THROUGHLINE_DATA: data });
  };
  const cli: Cli = {
    environment,
    terminal,
    settings,
    remote: () => remoteOf(options(), environment),
    choice: (via) => ({
      workspace: options().workspace ?? given(environment.THROUGHLINE_WORKSPACE),
      as: options().as,
      via,
      say: terminal.say,
    }),
    withDesk: async (work, via = 'cli') => {
      const desk = await openDesk(cli, via);
      const interrupt = (): void =>
        void desk
          .stop()
          .then(() => desk.close())
          .finally(() => process.exit(INTERRUPTED));
      for (const signal of STOPS) process.once(signal, interrupt);
      try {
        return await work(desk);
      } finally {
        for (const signal of STOPS) process.off(signal, interrupt);
        await desk.close();
      }
    },
    fail: () => {
      process.exitCode = 1;
    },
  };
  return cli;
}
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Each way loads only its own code. */
async function openDesk(cli: Cli, via: Via): Promise<Desk> {
  const remote = cli.remote();
  if (remote !== undefined) {
    const { openOverHttp } = await import('./open-over-http.ts');
    return openOverHttp(remote, cli.choice(via));
  }
  const { openInProcess } = await import('./open-in-process.ts');
  return openInProcess(cli.settings(), cli.choice(via));
}

function remoteOf(options: CommonOptions, environment: Streams['environment']): Remote | undefined {
  const url = options.url ?? given(environment.THROUGHLINE_URL);
  if (url === undefined) return undefined;
  const key = options.key ?? given(environment.THROUGHLINE_KEY);
  if (key === undefined) throw keyMissing({ field: '--key' });
  return { url, key };
}

/** An empty variable counts as unset. */
const given = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

/** Whether it is JSON is known only once the options have been read. */
function lateTerminal(open: () => Terminal): Terminal {
  let opened: Terminal | undefined;
  const now = (): Terminal => {
    opened ??= open();
    return opened;
  };
  return {
    get json() {
      return now().json;
    },
    get paint() {
      return now().paint;
    },
    answer: (value, text) => now().answer(value, text),
    line: (value, text) => now().line(value, text),
    say: (sentence) => now().say(sentence),
    progress: (unit) => now().progress(unit),
  };
}
