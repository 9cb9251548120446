package io.centralita.fake.asterisk.pbx;

/// Where in the dial plan a channel is, and which application it runs there.
public record Place(String context, String exten, int priority, String app, String data) {
    /// Of channels that Asterisk makes itself.
    static final Place OUTGOING = new Place("default", "s", 1, "AppDial2", "(Outgoing Line)");

    Place running(String otherApp, String otherData) {
        return new Place(context, exten, priority, otherApp, otherData);
    }
}
