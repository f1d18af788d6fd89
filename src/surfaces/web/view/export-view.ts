/** Taking a view out as a file: from memory where it is all here, from the server where it is not, and for workbooks. */
import { today } from '../format/format.ts';
import { saveFile } from '../line/save-file.ts';
import { writeSort } from '../route/search.ts';
import type { ViewDefinition } from '../workspace/resource.ts';
import { downloadFile } from '../workspace/send-file.ts';
import { csvOf, jsonOf, type ListExport } from './export-list.ts';

export type ExportFormat = 'csv' | 'json' | 'xlsx';

export interface ViewExport extends ListExport {
  readonly view: Pick<ViewDefinition, 'filter' | 'sort' | 'archived'>;
  /** Searched for within the view. */
  readonly words: string;
  readonly slug: string;
}

/**
 * Hands the reader the whole of the view, also what is not yet on screen.
 *
 * @throws `RequestProblem` or `Unreachable`
 */
export async function exportView(request: ViewExport, format: ExportFormat): Promise<void> {
  const { kind, slug } = request;
  const name = `${kind.plural}-${today()}.${format}`;
  if (kind.resident && format !== 'xlsx') {
    const [text, type] = format === 'csv' ? [csvOf(request), 'text/csv'] : [jsonOf(request), 'application/json'];
    saveFile(new Blob([text], { type: `${type};charset=utf-8` }), name);
    return;
  }
  const address = `/api/v1/files/export/${kind.plural}`;
  await downloadFile({ slug, address, query: exportQuery(request, format) }, name);
}

/** What the server is asked for: the same rows, in the same order, and the columns on screen. */
export function exportQuery({ kind, view, words, columns }: ViewExport, format: ExportFormat) {
  const sort = view.sort.length === 0 && kind.resident ? 'rank' : writeSort(view.sort);
  return {
    format,
    archived: view.archived,
    columns: ['key', 'title', ...columns.map((column) => column.name)].join(','),
    ...(view.filter !== null && { filter: JSON.stringify(view.filter) }),
    ...(sort !== '' && { sort }),
    ...(words.trim() !== '' && { search: words.trim() }),
  };
}
