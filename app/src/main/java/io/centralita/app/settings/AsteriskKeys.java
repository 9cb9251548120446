package io.centralita.app.settings;

import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.app.settings.AsteriskSetup.Media;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.AriSettings.Events;
import io.centralita.channel.asterisk.audiosocket.Network;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings of Asterisk.
public final class AsteriskKeys {
    /// Where Asterisk's HTTP server listens for TLS when nobody says otherwise (`http.conf`,
    /// `tlsbindaddr`).
    private static final int TLS_PORT = 8_089;

    public static final Setting<String> HOST = Setting.of("ASTERISK_HOST", Form.HOST, null);
    public static final Setting<Integer> PORT =
            Setting.of("ASTERISK_PORT", new Kind.WholeNumber(1, 65_535), "8088");
    public static final Setting<Boolean> TLS =
            Setting.of("ASTERISK_TLS", new Kind.Switch(), "false");
    public static final Setting<String> USERNAME =
            Setting.of(
                    "ASTERISK_USERNAME", new Form(Pattern.compile("[^\\s:]+"), "kind.user"), null);
    public static final Setting<String> PASSWORD = Setting.secret("ASTERISK_PASSWORD");
    public static final Setting<String> APPLICATION =
            Setting.of(
                    "ASTERISK_APPLICATION",
                    new Form(Pattern.compile("[A-Za-z0-9_.-]{1,64}"), "kind.word"),
                    "centralita");
    public static final Setting<Events> EVENTS =
            Setting.of(
                    "ASTERISK_EVENTS",
                    new Kind.Choice<>(
                            Map.of("connect", Events.CONNECT, "listen", Events.LISTEN),
                            List.of("connect", "listen"),
                            Map.of()),
                    "connect");
    public static final Setting<Transport> TRANSPORT =
            Setting.of(
                    "ASTERISK_TRANSPORT",
                    new Kind.Choice<>(
                            Map.of(
                                    "auto", Transport.AUTO,
                                    "websocket", Transport.WEBSOCKET,
                                    "audiosocket", Transport.AUDIOSOCKET,
                                    "rtp", Transport.RTP),
                            List.of("auto", "websocket", "audiosocket", "rtp"),
                            Map.of()),
                    "auto");
    public static final Setting<String> LOCAL_IP_ADDRESS =
            Setting.of("LOCAL_IP_ADDRESS", Form.HOST, null);
    public static final Setting<String> WEBSOCKET_CLIENT =
            Setting.of(
                    "ASTERISK_WEBSOCKET_CLIENT",
                    new Form(Pattern.compile("[A-Za-z0-9_.-]{1,64}"), "kind.word"),
                    null);
    public static final Setting<OptionalInt> MEDIA_RATE =
            Setting.of(
                    "ASTERISK_MEDIA_RATE",
                    new Kind.Choice<>(
                            Map.of(
                                    "auto", OptionalInt.empty(),
                                    "8000", OptionalInt.of(8_000),
                                    "16000", OptionalInt.of(16_000),
                                    "24000", OptionalInt.of(24_000)),
                            List.of("auto", "8000", "16000", "24000"),
                            Map.of()),
                    "auto");
    public static final Setting<String> AUDIOSOCKET_HOST =
            Setting.of("AUDIOSOCKET_HOST", Form.HOST, null);
    public static final Setting<Integer> AUDIOSOCKET_PORT =
            Setting.of("AUDIOSOCKET_PORT", new Kind.WholeNumber(0, 65_535), "9092");
    public static final Setting<List<Network>> AUDIOSOCKET_NETWORKS =
            Setting.of("AUDIOSOCKET_NETWORKS", new Networks(), null);

    /// Above what Asterisk takes for its own calls (5,000 to 31,000), below what systems give to
    /// whoever asks for any port (from 32,768).
    public static final Setting<PortRange> RTP_PORTS =
            Setting.of("RTP_PORTS", new PortRange.InSettings(), "31200-32199");

    public static final Setting<Direct> DIRECT_CALLS =
            Setting.of(
                    "ASTERISK_DIRECT_CALLS",
                    new Kind.Choice<>(
                            Map.of(
                                    "off", Direct.OFF,
                                    "announced", Direct.ANNOUNCED,
                                    "any", Direct.ANY),
                            List.of("off", "announced", "any"),
                            Map.of()),
                    "off");
    public static final Setting<String> KEY = Setting.credential("ASTERISK_KEY");
    public static final Setting<Recording> RECORDING =
            Setting.of(
                    "ASTERISK_RECORDING",
                    new Kind.Choice<>(
                            Map.of("off", Recording.OFF, "announced", Recording.ANNOUNCED),
                            List.of("off", "announced"),
                            Map.of()),
                    "off");

    public static final Setting<List<String>> VARIABLES =
            Setting.of("ASTERISK_VARIABLES", new DialPlanVariables(), null);

    public static final Setting<Unserved> UNSERVED =
            Setting.of(
                    "ASTERISK_UNSERVED",
                    new Kind.Choice<>(
                            Map.of(
                                    "dial-plan", Unserved.DIAL_PLAN,
                                    "congestion", Unserved.CONGESTION),
                            List.of("dial-plan", "congestion"),
                            Map.of()),
                    "dial-plan");
    public static final Setting<String> NUMBERS =
            Setting.of(
                    "ASTERISK_NUMBERS",
                    new Form(
                            Pattern.compile(
                                    "[A-Za-z][A-Za-z0-9_]*/[A-Za-z0-9@:/*#_.+=~-]*\\{number}"
                                            + "[A-Za-z0-9@:/*#_.+=~-]*"),
                            "kind.numbers"),
                    null);

    static final List<Setting<?>> ALL =
            List.of(
                    HOST,
                    PORT,
                    TLS,
                    USERNAME,
                    PASSWORD,
                    APPLICATION,
                    EVENTS,
                    TRANSPORT,
                    LOCAL_IP_ADDRESS,
                    WEBSOCKET_CLIENT,
                    MEDIA_RATE,
                    AUDIOSOCKET_HOST,
                    AUDIOSOCKET_PORT,
                    AUDIOSOCKET_NETWORKS,
                    RTP_PORTS,
                    DIRECT_CALLS,
                    KEY,
                    RECORDING,
                    VARIABLES,
                    NUMBERS,
                    UNSERVED);

    private static final List<Setting<?>> CREDENTIALS = List.of(HOST, USERNAME, PASSWORD);
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private AsteriskKeys() {}

    static AsteriskSetup setup(Reading reading) {
        return new AsteriskSetup(
                ari(reading),
                reading.get(TRANSPORT),
                new Media(
                        reading.find(HOST).orElse(""),
                        reading.find(LOCAL_IP_ADDRESS),
                        reading.find(WEBSOCKET_CLIENT),
                        reading.get(MEDIA_RATE),
                        reading.find(AUDIOSOCKET_HOST),
                        reading.get(AUDIOSOCKET_PORT),
                        reading.find(AUDIOSOCKET_NETWORKS).orElse(List.of()),
                        reading.get(RTP_PORTS)),
                reading.get(DIRECT_CALLS),
                reading.find(KEY).map(Secret::new).orElse(null),
                reading.get(RECORDING),
                new DialPlan(
                        reading.get(UNSERVED),
                        reading.find(VARIABLES).orElse(List.of()),
                        reading.find(NUMBERS).orElse("")));
    }

    private static @Nullable AriSettings ari(Reading reading) {
        var host = reading.find(HOST);
        if (host.isEmpty()) {
            return reading.get(EVENTS) == Events.LISTEN
                    ? AriSettings.coming(reading.get(APPLICATION), AriSettings.Limits.DEFAULT)
                    : null;
        }
        boolean tls = reading.get(TLS);
        int port = tls && !reading.isSet(PORT) ? TLS_PORT : reading.get(PORT);
        var name = host.get().contains(":") ? "[" + host.get() + "]" : host.get();
        return new AriSettings(
                URI.create((tls ? "https://" : "http://") + name + ":" + port + "/ari"),
                reading.get(USERNAME),
                reading.get(PASSWORD),
                reading.get(APPLICATION),
                reading.get(EVENTS),
                AriSettings.Limits.DEFAULT);
    }

    /// @param values the right ones
    /// @param set those that an operator has set, right or wrong
    static List<Problem> problems(Map<Setting<?>, Object> values, Set<Setting<?>> set) {
        var problems = new ArrayList<Problem>();
        var missing = names(CREDENTIALS, one -> !set.contains(one));
        if (!missing.isEmpty() && CREDENTIALS.stream().anyMatch(set::contains)) {
            problems.add(
                    new Problem(
                            "settings.asterisk-incomplete",
                            names(CREDENTIALS, set::contains),
                            missing));
        }
        var shown = names(ALL, one -> isShownTheKey(one, values));
        if (!shown.isEmpty() && !set.contains(KEY)) {
            problems.add(new Problem("settings.asterisk-without-key", shown));
        }
        if (values.get(LOCAL_IP_ADDRESS) instanceof String address
                && EVERYWHERE.contains(address)) {
            problems.add(new Problem("settings.asterisk-reaches-nothing", address));
        }
        boolean comes = values.get(EVENTS) == Events.LISTEN && !set.contains(HOST);
        if (values.get(RECORDING) == Recording.ANNOUNCED && !set.contains(HOST) && !comes) {
            problems.add(new Problem("settings.asterisk-records-nothing"));
        }
        if (comes
                && values.get(TRANSPORT) == Transport.WEBSOCKET
                && !set.contains(WEBSOCKET_CLIENT)) {
            problems.add(new Problem("settings.asterisk-opens-no-websocket"));
        }
        return problems;
    }

    /// Whether by this setting Asterisk connects to us, and has to say who it is.
    private static boolean isShownTheKey(Setting<?> setting, Map<Setting<?>, Object> values) {
        return switch (values.get(setting)) {
            case Events events -> events == Events.LISTEN;
            case Direct direct -> direct == Direct.ANNOUNCED;
            case null -> false;
            default -> setting.equals(WEBSOCKET_CLIENT);
        };
    }

    private static String names(List<Setting<?>> settings, Predicate<Setting<?>> wanted) {
        return settings.stream()
                .filter(wanted)
                .map(Setting::name)
                .collect(Collectors.joining(", "));
    }
}
