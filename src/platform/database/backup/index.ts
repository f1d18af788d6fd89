export { type BackupOptions, type BackupSummary, backup } from './backup.ts';
export { type RestoreOptions, type RestoreSummary, restore } from './restore.ts';
