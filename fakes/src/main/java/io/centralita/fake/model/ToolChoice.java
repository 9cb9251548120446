package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// Whether the model may, must or must not call functions.
///
/// @param name the one function it must call
public record ToolChoice(Mode mode, @Nullable String name) {
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, null);
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null);

    public static ToolChoice function(String name) {
        return new ToolChoice(Mode.FUNCTION, name);
    }

    /// How free the model is.
    public enum Mode {
        AUTO,
        NONE,
        REQUIRED,
        FUNCTION
    }
}
