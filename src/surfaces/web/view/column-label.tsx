/** A column's name, with what it means. */
import type { ReactElement } from 'react';
import { Tooltip } from '../primitive/tooltip.tsx';

/** A column's name in words with what it means. */
export function ColumnLabel({
  label,
  help,
}: {
  readonly label: string;
  readonly help: string | undefined;
}): ReactElement {
  const text = <span className="truncate">{label}</span>;
  return help === undefined ? text : <Tooltip text={help}>{text}</Tooltip>;
}
