/** How our own exports name items, `PSN-1 Maya, keeps forty tabs open; PSN-2 Noah`: by key and title, and a title may hold any sign. */

/** The key before the title; none where the name does not begin with one. @example keyBefore('NEED-3 Keep my tabs') // ['NEED-3'] */
export function keyBefore(name: string): readonly string[] {
  return /^[A-Z]{2,6}-\d+(?= \S)/.exec(name) ?? [];
}

/** @example keyedNames('PSN-1 Maya, 27; PSN-2 Noah') // ['PSN-1 Maya, 27', 'PSN-2 Noah'] */
export function keyedNames(cell: string): readonly string[] {
  return cell.split(/\s*;\s*(?=[A-Z]{2,6}-\d+ )/);
}
