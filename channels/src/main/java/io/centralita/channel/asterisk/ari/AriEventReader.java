package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.channel.asterisk.ari.AriEvent.BridgeDestroyed;
import io.centralita.channel.asterisk.ari.AriEvent.Destroyed;
import io.centralita.channel.asterisk.ari.AriEvent.Dialled;
import io.centralita.channel.asterisk.ari.AriEvent.Dtmf;
import io.centralita.channel.asterisk.ari.AriEvent.EnteredBridge;
import io.centralita.channel.asterisk.ari.AriEvent.HangupRequest;
import io.centralita.channel.asterisk.ari.AriEvent.Held;
import io.centralita.channel.asterisk.ari.AriEvent.LeftBridge;
import io.centralita.channel.asterisk.ari.AriEvent.PlaybackFinished;
import io.centralita.channel.asterisk.ari.AriEvent.RecordingFailed;
import io.centralita.channel.asterisk.ari.AriEvent.RecordingFinished;
import io.centralita.channel.asterisk.ari.AriEvent.Replaced;
import io.centralita.channel.asterisk.ari.AriEvent.StasisEnd;
import io.centralita.channel.asterisk.ari.AriEvent.StasisStart;
import io.centralita.channel.asterisk.ari.AriEvent.StateChanged;
import io.centralita.channel.asterisk.ari.AriEvent.Transferred;
import io.centralita.channel.asterisk.ari.AriEvent.Unheld;
import io.centralita.channel.asterisk.ari.AriEvent.VariableSet;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the messages of an events connection. Nothing that comes there is fatal.
final class AriEventReader {
    private static final Set<String> NOT_NEEDED =
            Set.of(
                    "ApplicationMoveFailed",
                    "ApplicationUnregistered",
                    "BridgeAttendedTransfer",
                    "BridgeBlindTransfer",
                    "BridgeCreated",
                    "BridgeMerged",
                    "BridgeVideoSourceChanged",
                    "CallBroadcast",
                    "CallClaimed",
                    "ChannelCallerId",
                    "ChannelConnectedLine",
                    "ChannelCreated",
                    "ChannelDialplan",
                    "ChannelTalkingFinished",
                    "ChannelTalkingStarted",
                    "ChannelToneDetected",
                    "ChannelUserevent",
                    "ContactInfo",
                    "ContactStatusChange",
                    "DeviceStateChanged",
                    "EndpointStateChange",
                    "MissingParams",
                    "Peer",
                    "PeerStatusChange",
                    "PlaybackContinuing",
                    "PlaybackStarted",
                    "RecordingStarted",
                    "TextMessageReceived");

    private final String application;

    AriEventReader(String application) {
        this.application = application;
    }

    /// What a message was.
    sealed interface Reading {
        record Event(AriEvent event) implements Reading {}

        /// The first message of a connection that Asterisk made.
        ///
        /// @param asteriskId which Asterisk
        record Registered(String application, String asteriskId) implements Reading {}

        /// To a request that was made over this connection.
        record Response(String requestId, AriAnswer answer) implements Reading {}

        /// Known, and of no use here.
        record NotNeeded() implements Reading {}

        /// A kind that nobody here has heard of.
        record Unknown(String type) implements Reading {}

        /// No JSON, or without something that it cannot be without.
        record Broken() implements Reading {}
    }

    Reading read(String text) {
        JsonNode json;
        try {
            json = AriReader.tree(text);
        } catch (JsonProcessingException _) {
            return new Reading.Broken();
        }
        var type = AriReader.text(json, "type");
        var to = AriReader.text(json, "application");
        if (!to.isEmpty() && !to.equals(application) && !type.equals("ApplicationRegistered")) {
            return new Reading.NotNeeded(); // Of another application on the same connection.
        }
        return switch (type) {
            case "" -> new Reading.Broken();
            case "ApplicationRegistered" ->
                    new Reading.Registered(
                            AriReader.text(json, "application"),
                            AriReader.text(json, "asterisk_id"));
            case "RESTResponse" -> response(json);
            case "ApplicationReplaced" -> new Reading.Event(new Replaced());
            case "BridgeDestroyed" -> told(id(json.path("bridge"), "id").map(BridgeDestroyed::new));
            case "PlaybackFinished" ->
                    told(
                            id(json.path("playback"), "id")
                                    .map(id -> new PlaybackFinished(id, hasFailed(json))));
            case "RecordingFinished" ->
                    told(id(json.path("recording"), "name").map(RecordingFinished::new));
            case "RecordingFailed" ->
                    told(
                            id(json.path("recording"), "name")
                                    .map(
                                            name ->
                                                    new RecordingFailed(
                                                            name,
                                                            AriReader.text(
                                                                    json.path("recording"),
                                                                    "cause"))));
            case "Dial" ->
                    told(
                            AriReader.channel(json.path("peer"))
                                    .map(
                                            peer ->
                                                    new Dialled(
                                                            peer,
                                                            AriReader.text(json, "dialstatus"))));
            case "ChannelTransfer" -> transfer(json);
            default -> NOT_NEEDED.contains(type) ? new Reading.NotNeeded() : ofChannel(type, json);
        };
    }

    private static Reading response(JsonNode json) {
        int status = json.path("status_code").asInt(0);
        return status == 0
                ? new Reading.Broken()
                : new Reading.Response(
                        AriReader.text(json, "request_id"),
                        new AriAnswer(
                                status,
                                "",
                                AriReader.text(json, "content_type").equals("application/json"),
                                AriReader.text(json, "message_body")
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static Reading ofChannel(String type, JsonNode json) {
        return switch (type) {
            case "StasisStart" ->
                    with(
                            json,
                            channel -> new StasisStart(channel, AriReader.list(json.path("args"))));
            case "StasisEnd" -> with(json, StasisEnd::new);
            case "ChannelHangupRequest" ->
                    with(json, channel -> new HangupRequest(channel, json.path("cause").asInt(0)));
            case "ChannelDestroyed" ->
                    with(
                            json,
                            channel ->
                                    new Destroyed(
                                            channel,
                                            json.path("cause").asInt(0),
                                            AriReader.text(json, "cause_txt")));
            case "ChannelStateChange" -> with(json, StateChanged::new);
            case "ChannelDtmfReceived" -> digit(json);
            case "ChannelHold" -> with(json, Held::new);
            case "ChannelUnhold" -> with(json, Unheld::new);
            case "ChannelVarset" -> variable(json);
            case "ChannelEnteredBridge" -> inBridge(json, EnteredBridge::new);
            case "ChannelLeftBridge" -> inBridge(json, LeftBridge::new);
            default -> new Reading.Unknown(type);
        };
    }

    private static Reading variable(JsonNode json) {
        return json.has("channel")
                ? with(
                        json,
                        channel ->
                                new VariableSet(
                                        channel,
                                        AriReader.text(json, "variable"),
                                        AriReader.text(json, "value")))
                : new Reading.NotNeeded(); // A global variable.
    }

    @FunctionalInterface
    private interface InBridge {
        AriEvent of(AriChannel channel, String bridge);
    }

    private static Reading inBridge(JsonNode json, InBridge kind) {
        var bridge = id(json.path("bridge"), "id");
        return bridge.isEmpty()
                ? new Reading.Broken()
                : with(json, channel -> kind.of(channel, bridge.get()));
    }

    private static Reading digit(JsonNode json) {
        var digit = AriReader.text(json, "digit");
        return digit.length() == 1
                ? with(json, channel -> new Dtmf(channel, digit.charAt(0)))
                : new Reading.Broken();
    }

    /// ARI documentation, "Transfer Handling" (read 2026-11-25; not measured): `referred_by` is
    /// where the REFER came from, `refer_to` where it points.
    private static Reading transfer(JsonNode json) {
        var to = json.path("refer_to").path("requested_destination");
        var destination = AriReader.text(to, "destination");
        return told(
                AriReader.channel(json.path("referred_by").path("source_channel"))
                        .map(
                                channel ->
                                        new Transferred(
                                                channel,
                                                AriReader.text(json, "state"),
                                                destination.isEmpty()
                                                        ? AriReader.text(to, "protocol_id")
                                                        : destination)));
    }

    private static boolean hasFailed(JsonNode json) {
        return AriReader.text(json.path("playback"), "state").equals("failed");
    }

    private static Optional<String> id(JsonNode json, String field) {
        return Optional.of(AriReader.text(json, field)).filter(id -> !id.isEmpty());
    }

    private static Reading with(JsonNode json, Function<AriChannel, AriEvent> kind) {
        return told(AriReader.channel(json.path("channel")).map(kind));
    }

    private static Reading told(Optional<? extends AriEvent> event) {
        return event.<Reading>map(Reading.Event::new).orElseGet(Reading.Broken::new);
    }
}
