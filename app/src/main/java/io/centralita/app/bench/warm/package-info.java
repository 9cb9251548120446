/// How soon callers are greeted, prepared for and not: the real server, a model that takes its time
/// to connect, callers of Twilio's protocol.
@NullMarked
package io.centralita.app.bench.warm;

import org.jspecify.annotations.NullMarked;
