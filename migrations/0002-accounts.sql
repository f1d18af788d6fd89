-- Accounts: people and how they sign in, the workspaces they belong to, invitations, API keys, and the mail that goes out.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

-- Global: one row, made with the first owner and never again.
CREATE TABLE installation (
  id int NOT NULL,
  set_up_at timestamptz NOT NULL,
  CONSTRAINT installation_pk PRIMARY KEY (id),
  CONSTRAINT installation_only_one CHECK (id = 1)
);

-- Global: user, session, account, verification and passkey have the names and columns that better-auth 1.7 reads and writes.
CREATE TABLE "user" (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  "emailVerified" boolean NOT NULL,
  image text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT user_pk PRIMARY KEY (id),
  CONSTRAINT user_email UNIQUE (email)
);

CREATE TABLE session (
  id text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  token text NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL,
  CONSTRAINT session_pk PRIMARY KEY (id),
  CONSTRAINT session_token UNIQUE (token)
);

CREATE TABLE account (
  id text NOT NULL,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL,
  CONSTRAINT account_pk PRIMARY KEY (id),
  CONSTRAINT account_once UNIQUE ("providerId", "accountId")
);

CREATE TABLE verification (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT verification_pk PRIMARY KEY (id)
);

CREATE TABLE passkey (
  id text NOT NULL,
  name text,
  "publicKey" text NOT NULL,
  "userId" text NOT NULL,
  "credentialID" text NOT NULL,
  counter bigint NOT NULL,
  "deviceType" text NOT NULL,
  "backedUp" boolean NOT NULL,
  transports text,
  "createdAt" timestamptz,
  aaguid text,
  CONSTRAINT passkey_pk PRIMARY KEY (id),
  CONSTRAINT passkey_credential UNIQUE ("credentialID")
);

-- Global: which workspaces a person belongs to now. Name, role and discipline are the workspace's own, in `member`.
CREATE TABLE membership (
  user_id text NOT NULL,
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  CONSTRAINT membership_pk PRIMARY KEY (user_id, workspace_id)
);

-- Global, because a token is looked up before its workspace is known. Only hashes of tokens are kept.
CREATE TABLE invitation (
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  token_hash text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  discipline text,
  invited_by uuid,
  invited_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by text,
  revoked_at timestamptz,
  CONSTRAINT invitation_pk PRIMARY KEY (id),
  CONSTRAINT invitation_token UNIQUE (token_hash)
);

CREATE TABLE api_key (
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  name text NOT NULL,
  key_hash text NOT NULL,
  key_start text NOT NULL,
  role text NOT NULL,
  scopes text[] NOT NULL,
  tools text[],
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT api_key_pk PRIMARY KEY (id),
  CONSTRAINT api_key_hash UNIQUE (key_hash)
);

-- Local to the node: mail on its way out and what became of it; attempts to sign in, counted.
CREATE TABLE mail_outbox (
  id uuid NOT NULL,
  workspace_id uuid,
  recipient text NOT NULL,
  subject text NOT NULL,
  letter jsonb,
  state text NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_answer text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CONSTRAINT mail_outbox_pk PRIMARY KEY (id),
  CONSTRAINT mail_outbox_state_known CHECK (state IN ('waiting', 'sent', 'failed'))
);

CREATE TABLE sign_in_attempt (
  key text NOT NULL,
  window_ends_at timestamptz NOT NULL,
  attempts int NOT NULL,
  CONSTRAINT sign_in_attempt_pk PRIMARY KEY (key)
);

SELECT app_reference(name) FROM unnest(ARRAY['installation', 'user', 'session', 'account', 'verification', 'passkey', 'membership',
  'invitation', 'api_key']) AS name;
SELECT app_local(name) FROM unnest(ARRAY['mail_outbox', 'sign_in_attempt']) AS name;

ALTER TABLE session ADD CONSTRAINT session_of_user FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;
ALTER TABLE account ADD CONSTRAINT account_user FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;
ALTER TABLE passkey ADD CONSTRAINT passkey_user FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;
ALTER TABLE membership ADD CONSTRAINT membership_user FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE;
ALTER TABLE membership ADD CONSTRAINT membership_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE invitation ADD CONSTRAINT invitation_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE api_key ADD CONSTRAINT api_key_workspace FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE CASCADE;
ALTER TABLE invitation ADD CONSTRAINT invitation_role_known CHECK (role IN ('owner', 'admin', 'editor', 'contributor', 'viewer'));
ALTER TABLE api_key ADD CONSTRAINT api_key_role_known CHECK (role IN ('owner', 'admin', 'editor', 'contributor', 'viewer'));

CREATE INDEX session_of_user ON session ("userId");
CREATE INDEX account_of_user ON account ("userId");
CREATE INDEX verification_identifier ON verification (identifier);
CREATE INDEX passkey_of_user ON passkey ("userId");
CREATE INDEX membership_of_workspace ON membership (workspace_id);
CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX api_key_name ON api_key (workspace_id, member_id, name) WHERE revoked_at IS NULL;
CREATE INDEX mail_outbox_waiting ON mail_outbox (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_recent ON mail_outbox (created_at DESC);
