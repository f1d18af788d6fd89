/** `throughline start`: reads the settings, serves, and stops cleanly when told to. */
import { isFailure } from '../../platform/failure/index.ts';
import { noteServedAt, readSettings } from '../../platform/settings/index.ts';
import { type RunningServer, startServer } from './start-server.ts';

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

/** Serves until told to stop; the exit code of the process. */
async function main(): Promise<void> {
  const development = process.env.NODE_ENV === 'development' || process.env.NODE_ENV === 'test';
  const settings = readSettings(process.env);
  const server = await startServer({ settings, say, checkOutputs: development });
  const forget = noteServedAt({ ...settings, publicUrl: settings.port === 0 ? server.url : settings.publicUrl });
  say(`Throughline is at ${server.url}`);
  for (const sentence of server.accounts.welcome) say(sentence);
  stopOn(server, forget);
}

function stopOn(server: RunningServer, forget: () => void): void {
  const stop = (signal: string): void => {
    say(`Stopping (${signal}).`);
    forget();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(sentenceOf(error));
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function sentenceOf(error: unknown): string {
  if (isFailure(error)) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `The port is taken, perhaps by a Throughline that already runs. Stop that one first, or set PORT to another. (${error.message})`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  say(sentenceOf(error));
  process.exit(1);
});
