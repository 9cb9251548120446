package io.centralita.fake.asterisk.ari;

import java.util.function.Consumer;

/// A part of the interface.
interface Resource {
    /// @param reply gets one answer, now or later
    /// @return false for a path that is not of this part
    boolean handle(Request request, Consumer<Answer> reply);
}
