/** The first owner of a fresh server, and keys for those who write. */
import { z } from 'zod';

const PERSON = { name: 'Ana Silva', email: 'ana@example.com', password: 'correct horse battery' };

/** Sets the server up and makes so many API keys of its owner. */
export async function foundBy(url: string, keys: number): Promise<readonly string[]> {
  const headers = { 'content-type': 'application/json', origin: url };
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...PERSON, workspaceName: 'Firefox' }),
  });
  if (!made.ok) throw new Error(`Set-up: ${made.status} ${await made.text()}`);
  const cookie = made.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const tokens: string[] = [];
  for (let number = 1; number <= keys; number += 1) {
    const answer = await fetch(`${url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ name: `Writer ${number}`, scopes: ['admin'] }),
    });
    if (!answer.ok) throw new Error(`Key: ${answer.status} ${await answer.text()}`);
    tokens.push(z.object({ token: z.string() }).parse(await answer.json()).token);
  }
  return tokens;
}
