package io.centralita.channel.caller;

/// What happens during a call, as it happens. Times are milliseconds since the stream's `start`.
public sealed interface CallerEvent {
    /// @param tookMs from the request to the whole answer
    record WebhookAnswered(long tookMs) implements CallerEvent {}

    /// Twilio's own voice would say this.
    record ProviderSays(String text, String language) implements CallerEvent {}

    /// Twilio would call this number for the caller.
    ///
    /// @param callerId the number that is shown there, empty for the caller's own
    record Dialled(String number, String callerId) implements CallerEvent {}

    record StreamStarted(String callSid) implements CallerEvent {}

    record CallerSpeaks(long atMs, long lengthMs) implements CallerEvent {}

    record CallerSilent(long atMs) implements CallerEvent {}

    record AssistantSpeaks(long atMs) implements CallerEvent {}

    /// Told when the silence has lasted for 300 ms, or the call is over.
    ///
    /// @param atMs when the silence began
    record AssistantSilent(long atMs) implements CallerEvent {}

    /// The switchboard had buffered audio dropped.
    ///
    /// @param droppedMs audio that will not be heard
    record Cleared(long atMs, long droppedMs) implements CallerEvent {}

    record DigitSent(long atMs, char digit) implements CallerEvent {}

    record Trouble(Problem problem) implements CallerEvent {}

    record Ended(CallResult.Ending ending) implements CallerEvent {}
}
