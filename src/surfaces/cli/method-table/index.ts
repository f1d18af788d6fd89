/** Tables as inputs of methods. */
export { type InputPlace, isOpen, placesOf, tableOf } from './input-places.ts';
export { inputsFromTable, type Mapped, mappedInputs } from './inputs-from-table.ts';
export { choicesOf, type SchemaNode, schemaNode } from './schema-node.ts';
