-- Links by which somebody outside reads one item or one saved view, with the rights of the member who shared it.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

-- Global, because a token is looked up before its workspace is known. Only hashes of tokens are kept.
CREATE TABLE share_link (
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  item_id uuid,
  view_id uuid,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT share_link_pk PRIMARY KEY (id),
  CONSTRAINT share_link_token UNIQUE (token_hash),
  CONSTRAINT share_link_of_one_thing CHECK ((item_id IS NULL) <> (view_id IS NULL))
);

SELECT app_reference('share_link');

ALTER TABLE share_link ADD CONSTRAINT share_link_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;

CREATE INDEX share_link_open ON share_link (workspace_id) WHERE revoked_at IS NULL;
