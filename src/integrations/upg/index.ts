/** Unified Product Graph (.upg): an open format for product knowledge that several tools read. */
export { readUpg } from './read-upg.ts';
export { ENTITY_OF } from './upg-mapping.ts';
export { upgOperations } from './upg-operations.ts';
