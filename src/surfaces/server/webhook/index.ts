export { createDispatcher, type Dispatcher, type DispatcherParts } from './dispatcher.ts';
export { type WebhookOptions, webhookOperations } from './operations.ts';
