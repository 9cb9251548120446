package io.centralita.app.matrix;

import java.util.Locale;

/// When in a call something goes wrong.
public enum Moment {
    /// Before the call is there: the fault holds from the beginning on.
    RINGING,
    /// The greeting is being heard.
    GREETING,
    /// It is the caller's turn, and they have not spoken yet.
    LISTENING,
    /// The caller has asked, and has heard nothing of an answer.
    THINKING,
    /// What the caller asked is being looked up.
    TOOL_RUNNING,
    /// The caller is being told.
    SPEAKING,
    /// The caller speaks over it.
    INTERRUPTED,
    /// One engine is lost, the next opens.
    HANDING_OVER;

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
