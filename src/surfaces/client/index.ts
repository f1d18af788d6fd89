export { type Client, createClient } from './client.ts';
export type { FeedEvent } from './follow.ts';
export type { BulkRow, ItemDoor, ItemPage, ListQuery } from './item-door.ts';
export { Problem } from './problem.ts';
export type { ClientOptions } from './request.ts';
export type { VerbInput, VerbName, VerbOutput } from './verbs.ts';
