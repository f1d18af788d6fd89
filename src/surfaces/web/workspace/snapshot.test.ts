import { expect, it } from 'vitest';
import { readChunks } from './snapshot.ts';

it('a snapshot is parsed in chunks that hold the same lines as text, letters of several bytes among them', async () => {
  const lines = Array.from({ length: 30_000 }, (_, number) =>
    JSON.stringify({ number, title: `Überblick ${String(number)} “ö”` }),
  );
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 65_537) controller.enqueue(bytes.slice(at, at + 65_537));
      controller.close();
    },
  });
  const chunks = await readChunks(stream);
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.flatMap((chunk) => chunk.lines)).toEqual(lines.map((line): unknown => JSON.parse(line)));
  expect(chunks.flatMap((chunk): unknown[] => JSON.parse(chunk.text))).toHaveLength(lines.length);
});
