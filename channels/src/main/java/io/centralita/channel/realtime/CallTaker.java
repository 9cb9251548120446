package io.centralita.channel.realtime;

import io.vertx.core.Context;
import java.util.Optional;
import java.util.function.Consumer;

/// Whoever takes calls whose audio is on a track, for clients of the protocol: answers their offers
/// and ends them. Safe from any thread; nothing blocks.
public interface CallTaker {
    /// Nobody does.
    CallTaker NONE =
            new CallTaker() {
                @Override
                public void take(
                        String offer, TrackOpening opening, Context loop, Consumer<Taken> then) {
                    then.accept(
                            new Taken.Refused(
                                    503,
                                    "webrtc_unavailable",
                                    "Audio tracks are not served here."));
                }

                @Override
                public Optional<TrackSession> find(String callId) {
                    return Optional.empty();
                }

                @Override
                public boolean hangUp(String callId) {
                    return false;
                }
            };

    /// What became of an offer.
    sealed interface Taken {
        /// @param callId `rtc_…`
        /// @param answer the session description
        record Answered(String callId, String answer) implements Taken {}

        /// @param status of HTTP
        /// @param code for programs
        /// @param message for people
        record Refused(int status, String code, String message) implements Taken {}
    }

    /// @param offer the session description (RFC 8866)
    /// @param loop where the call lives and `then` is told
    void take(String offer, TrackOpening opening, Context loop, Consumer<Taken> then);

    /// A call under way, whoever made it.
    Optional<TrackSession> find(String callId);

    /// @return false where there is no such call
    boolean hangUp(String callId);
}
