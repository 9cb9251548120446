package io.centralita.channel.asterisk.ari;

/// Where in the dial plan a channel goes on.
///
/// @param context empty for the one it came from
/// @param extension empty likewise
/// @param priority a number or, where it is none, a label; empty for the next one
public record DialPlanPlace(String context, String extension, String priority) {
    /// After `Stasis()`, where it came from.
    public static final DialPlanPlace NEXT = new DialPlanPlace("", "", "");
}
