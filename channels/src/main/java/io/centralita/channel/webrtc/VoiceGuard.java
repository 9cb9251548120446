package io.centralita.channel.webrtc;

import io.centralita.channel.realtime.Rights;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Decides which pages may call. Asked on the request's event loop, with its body read; answers
/// there, now or later, once; never blocks. What it says of origins (CORS) it puts on the answer
/// itself.
public interface VoiceGuard {
    /// A page wants to begin a call. Counts towards its rate.
    ///
    /// @param tenant whom it wants to call; empty where it does not say
    void begin(RoutingContext request, Optional<String> tenant, Consumer<Verdict> then);

    /// A page wants something of a call that it has, or had.
    ///
    /// @param holder of that call, as [Verdict.Admitted] named them
    void again(RoutingContext request, String holder, Consumer<Verdict> then);

    sealed interface Verdict {
        /// @param holder who they are, to be known again by; not for logs
        /// @param tenant that is called; empty for the default
        /// @param language that the page is in; empty where it does not say
        /// @param caller a name for them; empty where nobody knows
        record Admitted(
                String holder,
                Optional<String> tenant,
                Optional<Locale> language,
                Optional<String> caller,
                Rights rights)
                implements Verdict {}

        /// @param status of HTTP
        /// @param error a word for programs
        /// @param message what is wrong, for people; empty where the channel has words for the
        ///   error
        /// @param remedy what to do
        record Refused(
                int status,
                String error,
                String message,
                String remedy,
                Optional<Duration> retryAfter)
                implements Verdict {}
    }
}
