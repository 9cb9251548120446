package io.centralita.channel.asterisk.audiosocket;

import java.util.Map;

/// What the dial plan said about a call before it sent it to us.
///
/// @param from the caller's number, or empty
/// @param to what was dialled, or empty
/// @param parameters the rest, the caller's name as `caller_name` included
record Announcement(String from, String to, Map<String, String> parameters) {
    static final Announcement NOTHING = new Announcement("", "", Map.of());

    Announcement {
        parameters = Map.copyOf(parameters);
    }

    /// Who calls is personal: it does not print.
    @Override
    public String toString() {
        return "Announcement[" + parameters.size() + "]";
    }
}
