-- Files people bring, the imports made of them, and what each import wrote: so that a second run updates, and one click undoes.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE upload (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 text NOT NULL,
  stored_as text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  CONSTRAINT upload_pk PRIMARY KEY (workspace_id, id)
);

CREATE TABLE import_run (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  upload_id uuid NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  settings jsonb NOT NULL,
  state text NOT NULL,
  -- rows: items are written; links: items are there, links between them are made.
  phase text NOT NULL DEFAULT 'rows',
  rows_read int NOT NULL DEFAULT 0,
  links_read int NOT NULL DEFAULT 0,
  created_count int NOT NULL DEFAULT 0,
  updated_count int NOT NULL DEFAULT 0,
  unchanged_count int NOT NULL DEFAULT 0,
  skipped_count int NOT NULL DEFAULT 0,
  failed_count int NOT NULL DEFAULT 0,
  linked_count int NOT NULL DEFAULT 0,
  finding_count int NOT NULL DEFAULT 0,
  failure text,
  started_at timestamptz NOT NULL,
  started_by uuid,
  started_by_name text NOT NULL,
  started_by_role text NOT NULL,
  started_by_teams uuid[] NOT NULL DEFAULT '{}',
  finished_at timestamptz,
  CONSTRAINT import_run_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT import_run_state_known CHECK (state IN ('running', 'finished', 'failed', 'undoing', 'undone'))
);

-- Each batch is one change on the line.
CREATE TABLE import_batch (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT import_batch_pk PRIMARY KEY (workspace_id, import_id, seq)
);

-- What the import wrote into an item, and what was there before: null where the import made the item.
CREATE TABLE import_item (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  item_id uuid NOT NULL,
  written jsonb NOT NULL,
  before jsonb,
  CONSTRAINT import_item_pk PRIMARY KEY (workspace_id, import_id, item_id)
);

CREATE TABLE import_link (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  link_id uuid NOT NULL,
  CONSTRAINT import_link_pk PRIMARY KEY (workspace_id, import_id, link_id)
);

CREATE TABLE import_finding (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  ordinal int NOT NULL,
  line int NOT NULL,
  outcome text NOT NULL,
  field text,
  problem text NOT NULL,
  remedy text NOT NULL,
  CONSTRAINT import_finding_pk PRIMARY KEY (workspace_id, import_id, ordinal)
);

CREATE TABLE import_preset (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  settings jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  CONSTRAINT import_preset_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT import_preset_title UNIQUE (workspace_id, title)
);

SELECT app_shard(name) FROM unnest(ARRAY['upload', 'import_run', 'import_batch', 'import_item', 'import_link', 'import_finding',
  'import_preset']) AS name;

CREATE INDEX import_item_of_item ON import_item (workspace_id, item_id, import_id DESC);

SELECT app_protect(name) FROM unnest(ARRAY['upload', 'import_run', 'import_batch', 'import_item', 'import_link', 'import_finding',
  'import_preset']) AS name;
