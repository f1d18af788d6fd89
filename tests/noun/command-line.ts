/** The command line, run in this process against a server of the tests. */
import { vi } from 'vitest';
import { createProgram } from '../../src/surfaces/cli/program.ts';
import type { TestServer } from '../http/server.ts';

/** Runs a command as an editor and answers what it printed. */
export async function throughlineAt({ url, town }: TestServer, words: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const program = createProgram({ out: process.stdout, error: process.stderr, environment: {} });
    await program.parseAsync(['--url', url, '--key', town.keys.editor, ...words], { from: 'user' });
  } finally {
    written.mockRestore();
    said.mockRestore();
  }
  return printed.join('');
}
