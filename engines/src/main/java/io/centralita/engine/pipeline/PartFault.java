package io.centralita.engine.pipeline;

import io.centralita.call.engine.EngineFailure;
import org.jspecify.annotations.Nullable;

/// A part that threw what it may not throw, or did not keep its deadline.
final class PartFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String part;

    PartFault(String part, @Nullable Throwable cause) {
        super(part, cause);
        this.part = part;
    }

    /// Throws where the part that was waited for is overdue.
    static void ifExpired(Floor floor) {
        var part = floor.expiredPart();
        if (part != null) {
            throw new PartFault(part, null);
        }
    }

    EngineFailure failure() {
        return new EngineFailure.Broken(part, getCause());
    }
}
