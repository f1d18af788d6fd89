export { createDispatcher, type Dispatcher, type DispatcherParts } from './dispatcher.ts';
export { type WebhookOptions, webhookOperations } from './operations.ts';
export { tellChanges } from './tell-changes.ts';
