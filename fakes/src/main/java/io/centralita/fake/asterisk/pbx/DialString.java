package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What can be dialled: technology and resource of a request's `endpoint`, or of `Dial()`.
public sealed interface DialString {
    /// `PJSIP/6001`, `PJSIP/number@trunk`, `PJSIP/trunk/sip:number@host`.
    record Phone(String resource) implements DialString {
        /// Of `pjsip.conf`, which the channel is named after.
        public String endpoint() {
            int slash = resource.indexOf('/');
            return slash > 0
                    ? resource.substring(0, slash)
                    : resource.substring(resource.indexOf('@') + 1);
        }
    }

    /// `Local/exten@context/n`.
    record Local(String exten, String context) implements DialString {
        String where() {
            return exten + "@" + context;
        }
    }

    /// `WebSocket/client/options`.
    ///
    /// @param client empty where the other side connects to us
    record WebSocket(String client, String options) implements DialString {
        String resource() {
            var name = client.isEmpty() ? INCOMING : client;
            return options.isEmpty() ? name : name + "/" + options;
        }
    }

    /// `AudioSocket/host:port/uuid/c(slin16)`.
    record AudioSocket(String host, int port, UUID id, Format format) implements DialString {}

    /// The other side connects to us.
    String INCOMING = "INCOMING";

    /// @param newId for a UUID that is not given
    /// @return empty for what cannot be dialled by its form
    static Optional<DialString> parse(String text, Supplier<String> newId) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            return Optional.empty();
        }
        var resource = text.substring(slash + 1);
        return switch (text.substring(0, slash)) {
            case "PJSIP" -> Optional.of(new Phone(resource));
            case "Local" -> local(resource);
            case "WebSocket" -> webSocket(resource);
            case "AudioSocket" -> audioSocket(resource.split("/", -1), newId);
            default -> Optional.empty();
        };
    }

    private static Optional<DialString> local(String resource) {
        int slash = resource.indexOf('/');
        var where = slash < 0 ? resource : resource.substring(0, slash);
        int at = where.indexOf('@');
        return Optional.of(
                at < 0
                        ? new Local(where, DialPlan.INBOUND)
                        : new Local(where.substring(0, at), where.substring(at + 1)));
    }

    private static Optional<DialString> webSocket(String resource) {
        int slash = resource.indexOf('/');
        var client = slash < 0 ? resource : resource.substring(0, slash);
        return Optional.of(
                new WebSocket(
                        client.equals(INCOMING) ? "" : client,
                        slash < 0 ? "" : resource.substring(slash + 1)));
    }

    private static Optional<DialString> audioSocket(String[] parts, Supplier<String> newId) {
        int colon = parts[0].lastIndexOf(':');
        try {
            return Optional.of(
                    new AudioSocket(
                            parts[0].substring(0, Math.max(0, colon)),
                            Integer.parseInt(parts[0].substring(colon + 1)),
                            UUID.fromString(
                                    parts.length < 2 || parts[1].isEmpty()
                                            ? newId.get()
                                            : parts[1]),
                            WebSocketOptions.parse(parts.length > 2 ? parts[2] : "", Format.SLIN)
                                    .format()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
