export { openDataFolder } from './data-folder.ts';
export { keepSecret } from './keep-secret.ts';
export { type LogLevel, type OidcProvider, readSettings, type Settings } from './read-settings.ts';
export { noteServedAt, servedAt } from './served-at.ts';
export { SETTING_TABLE, type SettingFacts, type SettingName } from './setting-table.ts';
