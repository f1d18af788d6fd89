/** What goes to a worker and what comes back. */
export {};
