package io.centralita.channel.asterisk.ari;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One Asterisk's REST interface. Every request blocks, for a virtual thread, until it is answered
/// or its deadline is over; one that may be asked twice is asked again after a stale connection.
///
/// Ids of channels and bridges are the asker's to choose, so that events find their owner even
/// before the request is answered. Safe from any thread but an event loop.
public interface Ari {
    /// Who is in front of us.
    ///
    /// @param version `22.10.1` for example
    /// @param systemName empty where it has none
    record Info(String version, String systemName) {}

    Info info() throws AriFailure, InterruptedException;

    /// Names of the modules that run, `chan_websocket.so` for example.
    List<String> modules() throws AriFailure, InterruptedException;

    /// The state of ours; empty where Asterisk does not know it.
    Optional<AriApplication> application() throws AriFailure, InterruptedException;

    List<AriChannel> channels() throws AriFailure, InterruptedException;

    Optional<AriChannel> channel(String id) throws AriFailure, InterruptedException;

    List<AriBridge> bridges() throws AriFailure, InterruptedException;

    void answer(String channel) throws AriFailure, InterruptedException;

    /// 180 to the caller.
    void ring(String channel) throws AriFailure, InterruptedException;

    void stopRinging(String channel) throws AriFailure, InterruptedException;

    /// 183 to the caller: early media.
    void progress(String channel) throws AriFailure, InterruptedException;

    /// @param cause Q.850: 16 normal, 17 busy, 21 rejected, 34 congestion …
    void hangUp(String channel, int cause) throws AriFailure, InterruptedException;

    /// Back to the dial plan.
    void leave(String channel, DialPlanPlace where) throws AriFailure, InterruptedException;

    /// SIP 302 before the answer, REFER after it.
    void redirect(String channel, String endpoint) throws AriFailure, InterruptedException;

    /// @return the new channel, with the variables that its transport tells of
    AriChannel externalMedia(String channelId, ExternalMedia media)
            throws AriFailure, InterruptedException;

    AriChannel originate(Originate call) throws AriFailure, InterruptedException;

    /// Empty where the channel has none of that name.
    String variable(String channel, String name) throws AriFailure, InterruptedException;

    void setVariable(String channel, String name, String value)
            throws AriFailure, InterruptedException;

    /// @param digits `0`–`9`, `*`, `#`, `A`–`D`
    void dtmf(String channel, String digits) throws AriFailure, InterruptedException;

    void musicOnHold(String channel, boolean on) throws AriFailure, InterruptedException;

    /// Mixing, with digits told of.
    void createBridge(String id, String name) throws AriFailure, InterruptedException;

    void deleteBridge(String id) throws AriFailure, InterruptedException;

    /// Only after the StasisStart of each: Asterisk adds none of them otherwise (422). One that is
    /// gone is told as 404.
    void add(String bridge, List<String> channels) throws AriFailure, InterruptedException;

    void remove(String bridge, String channel) throws AriFailure, InterruptedException;

    void playOnChannel(String channel, String playbackId, String media)
            throws AriFailure, InterruptedException;

    /// A bridge that is recorded becomes a mixing one: bursts are cut, and some 20 to 100 ms of
    /// delay are added each way.
    void recordBridge(String bridge, AriRecording recording)
            throws AriFailure, InterruptedException;

    /// Not while it is in a bridge (409).
    void recordChannel(String channel, AriRecording recording)
            throws AriFailure, InterruptedException;

    void stopRecording(String name) throws AriFailure, InterruptedException;

    /// Listens to one or both directions of a channel, as a channel of its own in the application.
    ///
    /// @param spy `none`, `both`, `out` or `in`
    /// @param whisper likewise
    AriChannel snoop(String channel, String snoopId, String spy, String whisper)
            throws AriFailure, InterruptedException;

    /// An event of the user's own, told to our application.
    void userEvent(String name, Map<String, String> variables)
            throws AriFailure, InterruptedException;
}
