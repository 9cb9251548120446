package io.centralita.channel.webrtc.peer;

import java.io.Serializable;
import java.util.List;

/// Whether this machine can have WebRTC connections.
public sealed interface Availability extends Serializable {
    /// Nobody has tried yet.
    record Untried() implements Availability {}

    /// It can.
    ///
    /// @param library what does it, with its version
    record Ready(String library) implements Availability {}

    /// It cannot.
    ///
    /// @param detail what exactly was missing or found, for the log
    /// @param packages Debian's names of what would have to be installed; may be empty
    record Missing(Cause cause, String detail, List<String> packages) implements Availability {
        public Missing {
            packages = List.copyOf(packages);
        }
    }

    /// Why it cannot.
    enum Cause {
        /// There is no native library for this system and processor.
        PLATFORM("platform"),
        /// Libraries of the system, that the native one needs, are not installed.
        SYSTEM_LIBRARIES("system-libraries"),
        /// The native library could not be unpacked: the temporary directory is full, not writable,
        /// or mounted `noexec`.
        TEMPORARY_DIRECTORY("temporary-directory"),
        /// It was tried out, and audio did not come as it has to: serving with it could crash.
        SELF_TEST("self-test"),
        /// Nobody wants it.
        SWITCHED_OFF("switched-off"),
        /// Something else.
        BROKEN("broken");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        /// For logs, metrics and message keys.
        public String word() {
            return word;
        }
    }
}
