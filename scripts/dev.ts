/** `npm run dev`: the web on PORT with hot reload, the server behind it one port higher, started again on every change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { house } from './gates/gate.ts';

const port = Number(process.env.PORT ?? 4321);
const serverPort = port + 1;
const env = { ...process.env, THROUGHLINE_DEV_SERVER_PORT: String(serverPort) };

const children: readonly ChildProcess[] = [
  start(['--watch', '--disable-warning=ExperimentalWarning', 'src/surfaces/server/main.ts'], {
    ...env,
    PORT: String(serverPort),
  }),
  start(['node_modules/vite/bin/vite.js'], { ...env, PORT: String(port) }),
];
console.log(`The web is at http://127.0.0.1:${port}, its server at port ${serverPort}.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
for (const child of children) child.on('exit', stop);

function start(args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { cwd: house, stdio: 'inherit', env: environment });
}

function stop(): void {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
