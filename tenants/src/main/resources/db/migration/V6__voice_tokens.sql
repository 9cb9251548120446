-- Tokens of browser calls that have begun their call: each begins one, whichever process it comes to.
-- Nothing here says anything of a person. Rows are deleted when the token could not begin a call any
-- more.
CREATE TABLE used_voice_tokens (
    id         VARCHAR(64) NOT NULL PRIMARY KEY,
    expires_at BIGINT      NOT NULL
);

CREATE INDEX used_voice_tokens_by_expiry ON used_voice_tokens (expires_at);
