/** A small SMTP server on loopback that keeps what it is sent and refuses what it is told to. */
import { createServer, type Server, type Socket } from 'node:net';

export interface TestMailServer {
  readonly url: string;
  readonly letters: string[];
  /** What it says to the next recipients instead of 250. */
  refuseWith: string | null;
  stop(): Promise<void>;
}

/** @example const mail = await startMailServer(4540); */
export async function startMailServer(port: number): Promise<TestMailServer> {
  const sockets = new Set<Socket>();
  const mail: TestMailServer = {
    url: `smtp://127.0.0.1:${port}?starttls=never&from=line@example.com`,
    letters: [],
    refuseWith: null,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, mail);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return mail;
}

function converse(socket: Socket, mail: TestMailServer): void {
  let waiting = '';
  let letter: string | null = null;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (letter !== null) {
      if (line !== '.') letter += `${line}\n`;
      else {
        mail.letters.push(letter);
        letter = null;
        say(`250 2.0.0 Ok: queued as ${mail.letters.length}`);
      }
    } else if (/^EHLO|^HELO/i.test(line)) say('250 mail.example');
    else if (/^RCPT/i.test(line)) say(mail.refuseWith ?? '250 2.1.5 Ok');
    else if (/^DATA/i.test(line)) {
      letter = '';
      say('354 Go on');
    } else if (/^QUIT/i.test(line)) say('221 Bye');
    else say('250 Ok');
  };
  say('220 mail.example');
  socket.on('data', (data) => {
    const lines = (waiting + data.toString('utf8')).split('\r\n');
    waiting = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}
