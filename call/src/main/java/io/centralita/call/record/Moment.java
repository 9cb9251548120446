package io.centralita.call.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Something that happened in a call beside what was said, for its timeline. Nothing personal is in
/// it.
///
/// @param atMs from the start of the leg; less than zero while it rang
/// @param name what of its kind it was: a tool, a sentence's key, an engine, an operator's name
/// @param ms how long it lasted, where it lasts
public record Moment(long atMs, Kind kind, @Nullable String name, @Nullable Long ms) {
    public enum Kind {
        /// The call is prepared while the caller hears ringing.
        @JsonProperty("ringing")
        RINGING,
        /// The caller was put through; `warm` where the engine was ready, else `cold`.
        @JsonProperty("put-through")
        PUT_THROUGH,
        /// The leg is open.
        @JsonProperty("answered")
        ANSWERED,
        /// The caller's audio goes to the engine straight: nobody here can record it or listen.
        @JsonProperty("audio-elsewhere")
        AUDIO_ELSEWHERE,
        /// The caller spoke over us, and it stopped.
        @JsonProperty("barge-in")
        BARGE_IN,
        @JsonProperty("tool-started")
        TOOL_STARTED,
        @JsonProperty("tool-ended")
        TOOL_ENDED,
        /// The engine asked for it, and it was not run.
        @JsonProperty("tool-withheld")
        TOOL_WITHHELD,
        /// The caller waited for us and heard nothing for so long.
        @JsonProperty("dead-air")
        DEAD_AIR,
        /// One of the switchboard's own sentences begins to be heard.
        @JsonProperty("sentence")
        SENTENCE,
        /// Another engine has taken over.
        @JsonProperty("engine")
        ENGINE,
        /// The caller has put us on hold.
        @JsonProperty("hold")
        HOLD,
        /// They are back.
        @JsonProperty("back")
        BACK,
        /// The caller pressed a key; which one is nobody's business.
        @JsonProperty("keys")
        KEYS,
        /// Somebody listens.
        @JsonProperty("listen")
        LISTEN,
        @JsonProperty("listen-end")
        LISTEN_END,
        /// A person has the call from here on.
        @JsonProperty("operator")
        OPERATOR,
        /// They have handed it back to the assistant.
        @JsonProperty("hand-back")
        HAND_BACK,
        /// Their connection was lost; the assistant goes on.
        @JsonProperty("operator-lost")
        OPERATOR_LOST,
        /// An operator wants the call to end.
        @JsonProperty("hang-up")
        HANG_UP,
        /// By whom and why.
        @JsonProperty("ended")
        ENDED
    }
}
