package io.centralita.channel.caller;

/// Follows a call. Called on its event loop; must not block.
public interface CallerListener {
    CallerListener NONE = event -> {};

    void on(CallerEvent event);
}
