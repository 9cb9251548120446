package io.centralita.call.record;

/// Learns what a carrier has recorded of calls. Called on network threads: must not block.
@FunctionalInterface
public interface RecordingListener {
    RecordingListener NONE = (_, _) -> {};

    /// @param callId the call's id, as in its report
    void recorded(String callId, CarrierRecording recording);

    /// A recording that lies with the carrier.
    ///
    /// @param carrier the channel's name, `twilio` for example
    /// @param id the carrier's id of it
    /// @param url where the carrier keeps it; fetching it needs the account's credentials
    record CarrierRecording(String carrier, String id, String url, long seconds) {}
}
