/// Twilio's REST API, as much of it as a switchboard needs: calls, recordings, numbers, the account
/// and its alerts
/// ([docs/decisions/0034](../../../../../../../../../docs/decisions/0034-twilio-by-rest.md)).
///
/// [io.centralita.channel.twilio.rest.TwilioRest] is the way in.
///
/// Threads: calls block up to their deadline, so they belong on virtual threads; the client is safe
/// from all of them.
@NullMarked
package io.centralita.channel.twilio.rest;

import org.jspecify.annotations.NullMarked;
