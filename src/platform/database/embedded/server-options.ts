/** How the embedded server is tuned: small in memory, and never at the cost of an acknowledged commit. */

const OPTIONS: Readonly<Record<string, string>> = {
  // Durability.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Memory.
  shared_buffers: '32MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  wal_buffers: '2MB',
  huge_pages: 'off',
  max_connections: '40',
  // Fewer processes: nothing is replicated, and parallel plans need shared memory that containers are short of.
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  autovacuum_worker_slots: '2',
  autovacuum_max_workers: '2',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Write-ahead log.
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  // Plans: short queries on data that is mostly in memory.
  jit: 'off',
  random_page_cost: '1.1',
  // A transaction left open would keep every dead row.
  idle_in_transaction_session_timeout: '10min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Refused statements are answered to whoever sent them; only the server's own life is logged, never what people wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

export interface Address {
  /** A folder (the socket in it) or, on Windows, 127.0.0.1. */
  readonly host: string;
  readonly port: number;
}

/** The server's command line. `extra` wins, for tests. */
export function serverArguments(
  clusterFolder: string,
  { host, port }: Address,
  extra: Readonly<Record<string, string>>,
): readonly string[] {
  const isSocket = host.startsWith('/');
  const options = {
    ...OPTIONS,
    listen_addresses: isSocket ? '' : host,
    unix_socket_directories: isSocket ? host : '',
    unix_socket_permissions: '0700',
    port: String(port),
    ...extra,
  };
  return ['-D', clusterFolder, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
