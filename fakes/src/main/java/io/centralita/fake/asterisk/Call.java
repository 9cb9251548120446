package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.DialPlan;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A call that a phone is going to make: whom it calls, as whom, and what it does once it is
/// answered.
///
/// @param endpoint of `pjsip.conf`
/// @param sip otherwise the other half of a Local channel, which sends nothing in silence
/// @param format of the phone's audio
/// @param callId SIP's; empty for one that is made up
/// @param mute the phone sends no RTP of its own accord
/// @param acts in any order
public record Call(
        String exten,
        String context,
        CallerId caller,
        String endpoint,
        boolean sip,
        Format format,
        String callId,
        Map<String, String> headers,
        Map<String, String> variables,
        boolean mute,
        List<Act> acts) {
    /// Something the phone does by itself.
    ///
    /// @param at since the answer
    public record Act(Duration at, Deed deed) {}

    /// What a phone does.
    public sealed interface Deed {
        record Say(Recording recording) implements Deed {}

        /// One key after the other.
        record Press(String keys, int durationMs) implements Deed {}

        record Hold(boolean on) implements Deed {}

        /// Sends RTP or not.
        record Send(boolean on) implements Deed {}

        record HangUp() implements Deed {}
    }

    private static final int KEY_MS = 120;

    public Call {
        headers = Map.copyOf(headers);
        variables = Map.copyOf(variables);
        acts = List.copyOf(acts);
    }

    /// A SIP caller with μ-law at the endpoint `trunk`.
    public static Call to(String exten) {
        return new Call(
                exten,
                DialPlan.INBOUND,
                CallerId.NONE,
                "trunk",
                true,
                Format.ULAW,
                UUID.randomUUID().toString(),
                Map.of(),
                Map.of(),
                false,
                List.of());
    }

    public Call from(String number) {
        return from("", number);
    }

    public Call from(String name, String number) {
        return new Call(
                exten,
                context,
                new CallerId(name, number),
                endpoint,
                sip,
                format,
                callId,
                headers,
                variables,
                mute,
                acts);
    }

    public Call at(String otherEndpoint) {
        return new Call(
                exten,
                context,
                caller,
                otherEndpoint,
                sip,
                format,
                callId,
                headers,
                variables,
                mute,
                acts);
    }

    /// The other half of a Local channel.
    public Call local() {
        return new Call(
                exten, context, caller, endpoint, false, format, callId, headers, variables, mute,
                acts);
    }

    public Call speaks(Format other) {
        return new Call(
                exten, context, caller, endpoint, sip, other, callId, headers, variables, mute,
                acts);
    }

    public Call withCallId(String id) {
        return new Call(
                exten, context, caller, endpoint, sip, format, id, headers, variables, mute, acts);
    }

    /// A header of the INVITE, for `PJSIP_HEADER(read,…)`.
    public Call withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Call(
                exten, context, caller, endpoint, sip, format, callId, more, variables, mute, acts);
    }

    /// A channel variable, set before the dial plan runs.
    public Call withVariable(String name, String value) {
        var more = new HashMap<>(variables);
        more.put(name, value);
        return new Call(
                exten, context, caller, endpoint, sip, format, callId, headers, more, mute, acts);
    }

    /// The phone sends no RTP, not even silence, until it is told to.
    public Call sendingNothing() {
        return new Call(
                exten, context, caller, endpoint, sip, format, callId, headers, variables, true,
                acts);
    }

    public Call speaking(Recording recording) {
        return speakingAt(Duration.ZERO, recording);
    }

    public Call speakingAt(Duration at, Recording recording) {
        return and(at, new Deed.Say(recording));
    }

    public Call pressingAt(Duration at, String keys) {
        return and(at, new Deed.Press(keys, KEY_MS));
    }

    public Call holdingAt(Duration at, Duration time) {
        return and(at, new Deed.Hold(true)).and(at.plus(time), new Deed.Hold(false));
    }

    public Call hangingUpAt(Duration at) {
        return and(at, new Deed.HangUp());
    }

    public Call and(Duration at, Deed deed) {
        var more = new ArrayList<>(acts);
        more.add(new Act(at, deed));
        return new Call(
                exten, context, caller, endpoint, sip, format, callId, headers, variables, mute,
                more);
    }
}
