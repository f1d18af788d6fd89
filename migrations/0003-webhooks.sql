-- Webhooks: where changes are sent, and what became of each sending.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE webhook (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  url text NOT NULL,
  description text NOT NULL DEFAULT '',
  secret text NOT NULL,
  -- Empty: all.
  kinds text[] NOT NULL DEFAULT '{}',
  operations text[] NOT NULL DEFAULT '{}',
  active boolean NOT NULL,
  failures int NOT NULL DEFAULT 0,
  paused_at timestamptz,
  paused_because text,
  -- Up to which change its messages have been written into the queue.
  queued_seq bigint NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  changed_at timestamptz NOT NULL,
  CONSTRAINT webhook_pk PRIMARY KEY (workspace_id, id)
);

CREATE TABLE webhook_delivery (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  -- The same for a message however often it is sent.
  message_id text NOT NULL,
  seq bigint NOT NULL,
  operation text NOT NULL,
  state text NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  leased_until timestamptz,
  last_status int,
  last_answer text,
  last_duration_ms int,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT webhook_delivery_pk PRIMARY KEY (workspace_id, id),
  CONSTRAINT webhook_delivery_state_known CHECK (state IN ('waiting', 'delivered', 'failed'))
);

SELECT app_shard(name) FROM unnest(ARRAY['webhook', 'webhook_delivery']) AS name;

ALTER TABLE webhook ADD CONSTRAINT webhook_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_webhook FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhook (workspace_id, id) ON DELETE CASCADE;

CREATE INDEX webhook_delivery_due ON webhook_delivery (workspace_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_of_webhook ON webhook_delivery (workspace_id, webhook_id, created_at DESC, id DESC);

SELECT app_protect(name) FROM unnest(ARRAY['webhook', 'webhook_delivery']) AS name;
