package io.centralita.app.server;

import io.centralita.app.settings.Reading;
import io.centralita.console.house.House;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What the console shows of what a server was started out of.
///
/// @param reading the settings as they were found; empty where a program has made them
/// @param doctor looks at everything a call needs
public record Surroundings(Optional<Reading> reading, Examiner doctor) {
    /// A server inside another program: nothing to show.
    public static final Surroundings NONE =
            new Surroundings(Optional.empty(), (language, found) -> {});

    @FunctionalInterface
    public interface Examiner {
        /// Takes seconds, and may start parts of its own.
        ///
        /// @param found takes each outcome as soon as it is known
        void examine(Locale language, Consumer<House.Outcome> found)
                throws InterruptedException, StartFailure;
    }
}
