import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { memorySource, type ReadFinding, readTable, xlsxSheets } from './index.ts';

async function read(content: Uint8Array | string, name = 'feedback.csv') {
  const table = await readTable(memorySource(content, name));
  const findings: ReadFinding[] = [];
  const rows: Readonly<Record<string, unknown>>[] = [];
  const lines: number[] = [];
  for await (const row of table.rows((finding) => findings.push(finding))) {
    rows.push(row.values);
    lines.push(row.line);
  }
  return { ...table, findings, records: rows, lines };
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const little = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return order === 'le' ? little : little.swap16();
}

const CAFE = 'id,title\n1,Café “Zürich”\n2,Tee\n';

describe('encodings', () => {
  it.each([
    ['UTF-8 with byte-order mark', Buffer.from(`\uFEFF${CAFE}`), 'UTF-8 byte-order mark'],
    ['UTF-8 without', Buffer.from(CAFE), 'valid UTF-8'],
    ['UTF-16 LE with mark', utf16(CAFE, 'le', true), 'little-endian'],
    ['UTF-16 BE with mark', utf16(CAFE, 'be', true), 'big-endian'],
    ['UTF-16 LE without mark', utf16(CAFE, 'le', false), 'little-endian'],
    ['UTF-16 BE without mark', utf16(CAFE, 'be', false), 'big-endian'],
  ])('%s', async (_name, bytes, why) => {
    const table = await read(bytes);
    expect(table.records[0]).toEqual({ id: '1', title: 'Café “Zürich”' });
    expect(table.notes.join(' ')).toContain(why);
  });

  it('falls back to Windows-1252 and names the byte that decided', async () => {
    const bytes = Buffer.concat([Buffer.from('id,title\n1,Caf'), Buffer.from([0xe9, 0x20, 0x80, 0x0a])]);
    const table = await read(bytes);
    expect(table.records[0]).toEqual({ id: '1', title: 'Café €' });
    expect(table.notes[0]).toBe('Byte 14 is not UTF-8 and there is no byte-order mark, so it is read as Windows-1252.');
  });

  it('finds an accent after megabytes of ASCII', async () => {
    const plain = 'id,title\n'.concat('1,plain text\n'.repeat(100_000));
    const table = await read(Buffer.concat([Buffer.from(plain), Buffer.from([0x32, 0x2c, 0xfc, 0x0a])]));
    expect(table.records.at(-1)).toEqual({ id: '2', title: 'ü' });
  });

  it('keeps UTF-8 with one broken byte', async () => {
    const bytes = Buffer.concat([Buffer.from('title\nÄÖÜßéèà\n'), Buffer.from([0xff]), Buffer.from(' odd\n')]);
    const table = await read(bytes);
    expect(table.records).toEqual([{ title: 'ÄÖÜßéèà' }, { title: '\uFFFD odd' }]);
    expect(table.notes[0]).toContain('1 broken bytes');
  });

  it('drops NUL characters', async () => {
    expect((await read('title\na\u0000b\n')).records).toEqual([{ title: 'ab' }]);
  });
});

describe('delimited text', () => {
  it.each([',', ';', '\t', '|'])('is cut at %j', async (delimiter) => {
    const text = [
      ['id', 'title', 'price'],
      ['1', 'Lamp', '2'],
      ['2', 'Desk', '3'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    expect((await read(text)).records).toEqual([
      { id: '1', title: 'Lamp', price: '2' },
      { id: '2', title: 'Desk', price: '3' },
    ]);
  });

  it('believes a first line sep=;', async () => {
    const table = await read('sep=;\r\nid;title\r\n1;a,b\r\n');
    expect(table.records).toEqual([{ id: '1', title: 'a,b' }]);
    expect(table.lines).toEqual([3]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['CRCRLF', '\r\r\n'],
  ])('ends lines with %s', async (_name, end) => {
    const table = await read(['id,title', '1,a', '2,b', ''].join(end));
    expect(table.records).toEqual([
      { id: '1', title: 'a' },
      { id: '2', title: 'b' },
    ]);
  });

  it('keeps line feeds and doubled quotes inside quotes, and the right line numbers', async () => {
    const table = await read('id,title\n1,"two\nlines, ""quoted"""\n2,b\n');
    expect(table.records[0]).toEqual({ id: '1', title: 'two\nlines, "quoted"' });
    expect(table.lines).toEqual([2, 4]);
  });

  it('reads on after a quote that is never closed', async () => {
    const table = await read('id,title\n1,a\n2,"broken\n3,c\n4,d\n');
    expect(table.records.map((row) => row.id)).toEqual(['1', '2', '3', '4']);
    expect(table.records[1]).toEqual({ id: '2', title: '"broken' });
    expect(table.findings[0]).toMatchObject({ line: 3, problem: expect.stringContaining('never closed') });
  });

  it('says what it did with ragged, repeated, blank and totals lines', async () => {
    const table = await read('name,a,b,c\nx,1,2,3\ny\n\nname,a,b,c\nz,1,2,3,4,5\nTotal,2,4,6\nTotal mess,1,2,3\n');
    expect(table.records.map((row) => row.name)).toEqual(['x', 'y', 'z', 'Total mess']);
    expect(table.findings.map((finding) => [finding.line, finding.done])).toEqual([
      [3, 'The missing ones count as empty.'],
      [5, 'The line was skipped.'],
      [6, 'They were left out.'],
      [7, 'The line was skipped.'],
    ]);
  });

  it('finds the header below titles and filters', async () => {
    const table = await read('Weekly report\nFilter: all\n\nid,title,votes\n1,Tabs,4\n2,Bars,5\n');
    expect(table.columns.map((column) => column.name)).toEqual(['id', 'title', 'votes']);
    expect(table.records).toHaveLength(2);
    expect(table.notes.join(' ')).toContain('above the header');
  });

  it('numbers repeated and names empty headers', async () => {
    const table = await read('Key,Labels,Labels,,__proto__\nA-1,x,y,z,w\n');
    expect(table.columns.map((column) => column.name)).toEqual([
      'Key',
      'Labels',
      'Labels (2)',
      'Column 4',
      '__proto__',
    ]);
    expect(Object.entries(table.records[0] ?? {})).toContainEqual(['__proto__', 'w']);
  });

  it('joins the two header lines of a survey', async () => {
    const table = await read('Respondent,Where do you use it?,,,Why?\n,Work,Home,School,Response\n1,Work,,,Because\n');
    expect(table.columns.map((column) => column.name)).toEqual([
      'Respondent',
      'Where do you use it?: Work',
      'Where do you use it?: Home',
      'Where do you use it?: School',
      'Why?',
    ]);
    expect(table.records[0]?.['Why?']).toBe('Because');
  });

  it('names the columns of a file without header', async () => {
    const table = await read('1,2021-06-01,Tabs\n2,2021-06-02,Bars\n');
    expect(table.columns.map((column) => column.name)).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(table.records).toHaveLength(2);
  });

  it('takes years for column names', async () => {
    expect((await read('country,2020,2021\nCH,1,2\n')).columns.map((column) => column.name)).toEqual([
      'country',
      '2020',
      '2021',
    ]);
  });
});

describe('records', () => {
  it('reads a list, nested objects as dotted columns, and large ids digit for digit', async () => {
    const table = await read('[{"id":12345678901234567890,"user":{"name":"Ada"},"tags":["a","b"]}]', 'a.json');
    expect(table.records[0]).toMatchObject({ 'user.name': 'Ada', tags: ['a', 'b'] });
  });

  it('finds the list of rows inside an object', async () => {
    const table = await read('{"meta":{"pages":[1,2]},"response":{"items":[{"id":1},{"id":2}]},"data":[]}', 'a.json');
    expect(table.records).toEqual([{ id: 1 }, { id: 2 }]);
    expect(table.notes).toContain('"response.items" is a list of 2 records.');
  });

  it('reads JSON lines under any name, skips what is none and keeps long numbers', async () => {
    const table = await read('{"id":1}\n{broken\n7\n{"id":90071992547409931}\n', 'export.json');
    expect(table.format).toBe('jsonl');
    expect(table.records).toEqual([{ id: 1 }, { id: '90071992547409931' }]);
    expect(table.findings.map((finding) => finding.line)).toEqual([2, 3]);
  });

  it('reads a broken file up to the break', async () => {
    const table = await read('[{"id":1},{"id":2},{"id":', 'a.json');
    expect(table.records).toEqual([{ id: 1 }, { id: 2 }]);
    expect(table.findings[0]?.done).toBe('The records before it were read, the rest was not.');
  });
});

describe('workbooks', () => {
  it('reads sheets with dates as days', async () => {
    const rows = [
      ['Title', 'Due', 'Votes', 'Open'],
      ['Tabs', new Date(Date.UTC(2021, 5, 1)), 4.5, true],
    ];
    const bytes = new Uint8Array(await new Response(writeXlsxStream(rows, { name: 'Plan' })).arrayBuffer());
    const table = await read(bytes, 'plan.xlsx');
    expect(table.records).toEqual([{ Title: 'Tabs', Due: '2021-06-01', Votes: 4.5, Open: true }]);
  });

  it('names its sheets, and without a word reads the first that has rows', async () => {
    const sheets = [
      { name: 'Cover', rows: [] },
      { name: 'Plan', rows: [['Title'], ['Tabs']] },
      { name: 'Done', rows: [['Title'], ['Menus']] },
    ];
    const source = memorySource(await writeXlsx({ sheets }), 'plan.xlsx');
    expect(await xlsxSheets(source)).toEqual(['Cover', 'Plan', 'Done']);
    expect((await readTable(source)).sheet).toBe(1);
    expect((await readTable(source, { sheet: 'Done' })).sheet).toBe('Done');
    await expect(readTable(source, { sheet: 'Cover' })).rejects.toMatchObject({ id: 'file.empty' });
  });

  it.each([
    ['a broken workbook', Buffer.from('PK\u0003\u0004nothing'), 'not a whole XLSX workbook'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'old .xls workbook'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'a PDF'],
  ])('refuses %s with the reason', async (_name, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(reason);
  });
  it('refuses an empty file', async () => {
    await expect(read('')).rejects.toMatchObject({ id: 'file.empty' });
    await expect(read(' \n')).rejects.toMatchObject({ id: 'file.empty' });
  });
});
