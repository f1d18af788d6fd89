-- The line: workspaces, their members, items, links and the log of changes; what people say about items; how they look at them.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

-- Global: small, rarely written.
CREATE TABLE workspace (
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  time_zone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT workspace_pk PRIMARY KEY (id),
  CONSTRAINT workspace_slug UNIQUE (slug)
);

-- Tenant: every key starts with workspace_id.
CREATE TABLE workspace_head (
  workspace_id uuid NOT NULL,
  seq bigint NOT NULL DEFAULT 0,
  epoch bigint NOT NULL DEFAULT 0,
  CONSTRAINT workspace_head_pk PRIMARY KEY (workspace_id)
);

CREATE TABLE member (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id text,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  discipline text,
  removed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT member_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT member_user UNIQUE (workspace_id, user_id),
  CONSTRAINT member_role_known CHECK (role IN ('owner', 'admin', 'editor', 'contributor', 'viewer'))
);

CREATE TABLE member_visit (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  seen_seq bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  CONSTRAINT member_visit_pk PRIMARY KEY (workspace_id, member_id)
);

CREATE TABLE item_counter (
  workspace_id uuid NOT NULL,
  kind text NOT NULL,
  last_number int NOT NULL,
  CONSTRAINT item_counter_pk PRIMARY KEY (workspace_id, kind)
);

CREATE TABLE item (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  number int NOT NULL,
  title text NOT NULL,
  state text NOT NULL,
  owner_id uuid,
  product_id uuid,
  team_id uuid,
  start_on date,
  end_on date,
  rank text COLLATE "C" NOT NULL,
  fields jsonb NOT NULL DEFAULT '{}',
  custom jsonb NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  restricted_to uuid[],
  revision int NOT NULL DEFAULT 1,
  material_revision int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  archived_at timestamptz,
  source text,
  source_id text,
  search_text text NOT NULL DEFAULT '',
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search_text)) STORED,
  CONSTRAINT item_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT item_number UNIQUE (workspace_id, kind, number),
  CONSTRAINT item_source UNIQUE (workspace_id, kind, source, source_id)
);

CREATE TABLE link (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  agreed_revision int NOT NULL,
  agreed_at timestamptz NOT NULL,
  agreed_by uuid,
  remark text,
  fields jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  created_by uuid,
  CONSTRAINT link_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT link_once UNIQUE (workspace_id, from_id, kind, to_id)
);

CREATE TABLE change (
  workspace_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  via text NOT NULL,
  operation text NOT NULL,
  entries jsonb NOT NULL,
  undoes bigint,
  CONSTRAINT change_pk PRIMARY KEY (workspace_id, seq)
);

CREATE TABLE change_item (
  workspace_id uuid NOT NULL,
  item_id uuid NOT NULL,
  seq bigint NOT NULL,
  revision int NOT NULL,
  CONSTRAINT change_item_pk PRIMARY KEY (workspace_id, item_id, seq)
);

CREATE TABLE comment (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  parent_id uuid,
  body text NOT NULL,
  quote text,
  visibility text NOT NULL DEFAULT 'internal',
  author_id uuid,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  removed_at timestamptz,
  CONSTRAINT comment_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT comment_visibility_known CHECK (visibility IN ('internal', 'public'))
);

CREATE TABLE notification (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  member_id uuid NOT NULL,
  item_id uuid NOT NULL,
  reason text NOT NULL,
  sentence text NOT NULL,
  seq bigint NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT notification_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT notification_once UNIQUE (workspace_id, member_id, item_id, reason, seq)
);

CREATE TABLE notification_mute (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  item_id uuid NOT NULL,
  muted_at timestamptz NOT NULL,
  CONSTRAINT notification_mute_pk PRIMARY KEY (workspace_id, member_id, item_id)
);

CREATE TABLE saved_view (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  layout text NOT NULL,
  definition jsonb NOT NULL,
  scope text NOT NULL,
  owner_id uuid,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT saved_view_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT saved_view_scope_known CHECK (scope IN ('private', 'shared', 'pinned'))
);

CREATE TABLE custom_field (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  kinds text[] NOT NULL,
  options jsonb NOT NULL DEFAULT '[]',
  formula text,
  help text,
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  CONSTRAINT custom_field_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT custom_field_key UNIQUE (workspace_id, key)
);

CREATE TABLE attachment (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 text NOT NULL,
  stored_as text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  removed_at timestamptz,
  CONSTRAINT attachment_pk PRIMARY KEY (workspace_id, id)
);

CREATE TABLE idempotency (
  workspace_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status int,
  body text,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_pk PRIMARY KEY (workspace_id, actor, key)
);

CREATE TABLE search_word (
  workspace_id uuid NOT NULL,
  word text NOT NULL,
  CONSTRAINT search_word_pk PRIMARY KEY (workspace_id, word)
);

-- Up to which change the words of the workspace have been gathered.
CREATE TABLE search_progress (
  workspace_id uuid NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT search_progress_pk PRIMARY KEY (workspace_id)
);

SELECT app_reference('workspace');
SELECT app_shard(name) FROM unnest(ARRAY['workspace_head', 'member', 'member_visit', 'item_counter', 'item', 'link', 'change',
  'change_item', 'comment', 'notification', 'notification_mute', 'saved_view', 'custom_field', 'attachment', 'idempotency',
  'search_word', 'search_progress']) AS name;

ALTER TABLE workspace_head ADD CONSTRAINT workspace_head_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE member ADD CONSTRAINT member_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE item ADD CONSTRAINT item_owner FOREIGN KEY (workspace_id, owner_id) REFERENCES member (workspace_id, id);
ALTER TABLE link ADD CONSTRAINT link_from FOREIGN KEY (workspace_id, from_id) REFERENCES item (workspace_id, id);
ALTER TABLE link ADD CONSTRAINT link_to FOREIGN KEY (workspace_id, to_id) REFERENCES item (workspace_id, id);
ALTER TABLE comment ADD CONSTRAINT comment_item FOREIGN KEY (workspace_id, item_id) REFERENCES item (workspace_id, id);
ALTER TABLE attachment ADD CONSTRAINT attachment_item FOREIGN KEY (workspace_id, item_id) REFERENCES item (workspace_id, id);

CREATE INDEX item_changed ON item (workspace_id, kind, changed_at DESC, id);
CREATE INDEX item_ranked ON item (workspace_id, kind, rank, id);
CREATE INDEX item_owned ON item (workspace_id, owner_id);
CREATE INDEX item_product ON item (workspace_id, product_id);
CREATE INDEX item_email ON item (workspace_id, lower(fields ->> 'email')) WHERE fields ->> 'email' IS NOT NULL;
CREATE INDEX item_restricted ON item (workspace_id, kind) WHERE restricted_to IS NOT NULL;
CREATE INDEX item_search ON item USING gin (workspace_id, search);
CREATE INDEX link_to_item ON link (workspace_id, to_id, agreed_revision);
CREATE INDEX comment_of_item ON comment (workspace_id, item_id, created_at);
CREATE INDEX notification_of_member ON notification (workspace_id, member_id, created_at DESC);
CREATE INDEX attachment_of_item ON attachment (workspace_id, item_id);
CREATE INDEX search_word_like ON search_word USING gin (workspace_id, word gin_trgm_ops);

SELECT app_protect(name) FROM unnest(ARRAY['workspace_head', 'member', 'member_visit', 'item_counter', 'item', 'link', 'change',
  'change_item', 'comment', 'notification', 'notification_mute', 'saved_view', 'custom_field', 'attachment', 'idempotency',
  'search_word', 'search_progress']) AS name;

-- Searching under row-level security: its operators are not leakproof, so PostgreSQL would check every row of the workspace before
-- it may use their indexes. These run as the tables' owner and hold the fence themselves: the workspace chosen for the transaction.

CREATE FUNCTION app_workspace() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.workspace_id', true), '')::uuid
$$;

-- Ids of items whose words match, archived ones left out; who may see them is asked by the caller.
CREATE FUNCTION app_search_items(query tsquery, most int) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE workspace uuid := app_workspace();
BEGIN
  RETURN QUERY SELECT i.id FROM item i WHERE i.workspace_id = workspace AND i.search @@ query AND i.archived_at IS NULL LIMIT most;
END
$$;

-- For each word that begins none in this workspace: the words most like it, one letter longer or shorter at most.
CREATE FUNCTION app_kin_words(words text[], most int) RETURNS TABLE (word text, kin text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.3 AS $$
DECLARE workspace uuid := app_workspace();
BEGIN
  RETURN QUERY SELECT w, ARRAY(
      SELECT s.word FROM search_word s WHERE s.workspace_id = workspace AND s.word % w AND abs(length(s.word) - length(w)) <= 1
      ORDER BY similarity(s.word, w) DESC LIMIT most)
    FROM unnest(words) AS w
    WHERE NOT EXISTS (SELECT FROM search_word s WHERE s.workspace_id = workspace AND s.word >= w AND s.word < w || chr(1114111));
END
$$;

-- The number of an item of the kind, not archived and not `own`, that has this value in this field, case aside; null: none.
CREATE FUNCTION app_taken(of_kind text, field text, value text, own uuid) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE taken int;
BEGIN
  EXECUTE format('SELECT number FROM item WHERE workspace_id = $1 AND kind = $2 AND lower(fields ->> %L) = lower($3)
    AND archived_at IS NULL AND id IS DISTINCT FROM $4 LIMIT 1', field) INTO taken USING app_workspace(), of_kind, value, own;
  RETURN taken;
END
$$;
