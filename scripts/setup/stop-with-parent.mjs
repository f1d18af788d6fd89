/**
 * Loaded before a program that npm started. npm passes SIGTERM to the shell between it and the program, and the shell ends
 * without passing it on: the program notices that it has lost its parent, and stops as if it had been told.
 */
const LOOK_EVERY_MS = 250;
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, LOOK_EVERY_MS).unref();
