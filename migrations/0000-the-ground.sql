-- What every later migration stands on: extensions, the role of the application, and how a table is declared.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Requests run under this role. It owns nothing and is no superuser, so row-level security holds for it.
-- Roles belong to the whole server: another database beside this one may have made it already.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughline_app') THEN
    CREATE ROLE throughline_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

-- A login that made the role may not yet act as it (PostgreSQL 16 and later).
DO $$
BEGIN
  SET LOCAL ROLE throughline_app;
  RESET ROLE;
EXCEPTION WHEN insufficient_privilege THEN
  EXECUTE format('GRANT throughline_app TO %I', session_user);
END
$$;

-- Which kind each table is. Tenant: split by workspace. Global: small, on every node. Local: of this node alone.
CREATE TABLE table_kind (
  name text NOT NULL,
  kind text NOT NULL,
  CONSTRAINT table_kind_pk PRIMARY KEY (name),
  CONSTRAINT table_kind_known CHECK (kind IN ('tenant', 'global', 'local'))
);
INSERT INTO table_kind (name, kind) VALUES ('table_kind', 'local'), ('migration', 'local');

-- Declares a tenant table and, on a Citus cluster, splits it by workspace. Call it while the table is empty.
CREATE FUNCTION app_shard(name text, by_column text DEFAULT 'workspace_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO table_kind VALUES (app_shard.name, 'tenant');
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    EXECUTE format('SELECT create_distributed_table(%L, %L)', quote_ident(app_shard.name), by_column);
  END IF;
END
$$;

-- Declares a global table and, on a Citus cluster, copies it to every node.
CREATE FUNCTION app_reference(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO table_kind VALUES (app_reference.name, 'global');
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    EXECUTE format('SELECT create_reference_table(%L)', quote_ident(app_reference.name));
  END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO throughline_app', app_reference.name);
END
$$;

-- Declares a table of this node alone (queues, caches): left out of backups.
CREATE FUNCTION app_local(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO table_kind VALUES (app_local.name, 'local');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO throughline_app', app_local.name);
END
$$;

-- The second fence of a tenant table: the application's role sees and writes rows of the chosen workspace only.
CREATE FUNCTION app_protect(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', app_protect.name);
  EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)
    WITH CHECK (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', app_protect.name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO throughline_app', app_protect.name);
END
$$;

-- Chooses the workspace for the rest of the transaction and gives up the login's own rights.
-- SET LOCAL within plpgsql, not set_config(): only this reaches the workers of a Citus cluster.
CREATE FUNCTION app_set_workspace(workspace uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  SET LOCAL citus.propagate_set_commands = 'local';
  EXECUTE 'SET LOCAL app.workspace_id = ' || quote_literal(workspace);
  SET LOCAL ROLE throughline_app;
END
$$;
