-- Messages, notices, uses of rate limits and tokens. Times are Unix seconds, as everywhere in the endpoint.
CREATE TABLE messages (
    receipt text PRIMARY KEY,
    state text NOT NULL,
    label text NOT NULL,
    cause text NOT NULL,
    layers text NOT NULL,
    message_id text NOT NULL,
    content text,
    fingerprint text,
    idempotency_key text,
    received_at double precision NOT NULL,
    queued_at double precision NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at double precision NOT NULL,
    lease text,
    leased_at double precision NOT NULL DEFAULT 0,
    lease_until double precision NOT NULL DEFAULT 0,
    ended_at double precision,
    wiped_at double precision,
    last_error text
);
CREATE INDEX messages_waiting ON messages (next_attempt_at) WHERE state IN ('received', 'retrying');
CREATE INDEX messages_repeats ON messages (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX messages_by_age ON messages (received_at, receipt COLLATE "C");
CREATE INDEX messages_by_end ON messages (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE notices (
    key text PRIMARY KEY,
    kind text NOT NULL,
    data text,
    created_at double precision NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at double precision NOT NULL,
    lease text,
    lease_until double precision NOT NULL DEFAULT 0,
    ended_at double precision,
    last_error text
);
CREATE INDEX notices_untold ON notices (kind, next_attempt_at) WHERE ended_at IS NULL;
CREATE TABLE hits (
    bucket text NOT NULL,
    at double precision NOT NULL
);
CREATE INDEX hits_by_bucket ON hits (bucket, at);
CREATE TABLE tokens (
    token text PRIMARY KEY,
    until double precision NOT NULL
);
