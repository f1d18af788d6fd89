/**
 * Visits after an e-mail campaign against none, by months since the last purchase, most recent first.
 * Hillstrom (2008), MineThatData e-mail analytics challenge (public); counts only.
 */
export const EMAIL_GROUPS = [
  { group: '1', treated: 2963, treatedResponses: 691, control: 2971, controlResponses: 441 },
  { group: '2', treated: 2543, treatedResponses: 563, control: 2531, controlResponses: 340 },
  { group: '3', treated: 1963, treatedResponses: 410, control: 1936, controlResponses: 244 },
  { group: '4', treated: 1685, treatedResponses: 328, control: 1721, controlResponses: 192 },
  { group: '5', treated: 1468, treatedResponses: 247, control: 1517, controlResponses: 167 },
  { group: '6', treated: 1520, treatedResponses: 272, control: 1528, controlResponses: 145 },
  { group: '7', treated: 1311, treatedResponses: 206, control: 1409, controlResponses: 141 },
  { group: '8', treated: 1173, treatedResponses: 181, control: 1164, controlResponses: 105 },
  { group: '9', treated: 2204, treatedResponses: 327, control: 2126, controlResponses: 139 },
  { group: '10', treated: 2538, treatedResponses: 377, control: 2484, controlResponses: 190 },
  { group: '11', treated: 1164, treatedResponses: 168, control: 1152, controlResponses: 102 },
  { group: '12', treated: 775, treatedResponses: 124, control: 767, controlResponses: 56 },
];
