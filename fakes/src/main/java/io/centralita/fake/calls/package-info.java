/// Calls at a realtime model whose callers bring their audio there themselves (`POST
/// /v1/realtime/calls`, the connection beside it, `…/hangup`; OpenAI's OpenAPI document 2.3.0):
/// strict in what it takes, and told by tests what its conversations bring. There is no media:
/// whoever wants to hear something has a second switchboard for that.
@NullMarked
package io.centralita.fake.calls;

import org.jspecify.annotations.NullMarked;
