package io.centralita.app.settings;

import ch.qos.logback.classic.Level;
import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.reception.Patience;
import io.centralita.call.transfer.Destination;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tool.clock.SlowCurrentTimeTool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The settings of one run, checked. What each means and may be stands in docs/configuration.md.
///
/// @param chat the model of the engine `pipeline`; null where there is none
/// @param pipeline how engines of three parts listen and when they give up
public record Settings(
        Http http,
        Calls calls,
        Spending spending,
        Network network,
        AsteriskSetup asterisk,
        TwilioSetup twilio,
        OpenAi openAi,
        @Nullable ChatSettings chat,
        PipelineSettings pipeline,
        SpeechSettings speech,
        Realtime realtime,
        WebRtcSetup webRtc,
        AccessSetup access,
        Data data,
        Log log) {
    /// @param publicUrl where the outside reaches us; null where it does not
    /// @param streamUrl where the outside reaches this very process with media streams; null where
    ///   that is the public URL
    /// @param consolePassword null where there is none, or only its hash
    public record Http(
            String host,
            int port,
            @Nullable URI publicUrl,
            @Nullable URI streamUrl,
            @Nullable Secret consolePassword) {
        public Http withPort(int other) {
            return new Http(host, other, publicUrl, streamUrl, consolePassword);
        }
    }

    /// @param fallback engines that take over, in their order, when the one before is lost
    /// @param instructions file of what models are told; null for what comes with the program
    /// @param endpointSilence silence that ends a caller's turn
    /// @param silenceBudget what a caller who waits for us may hear nothing for
    /// @param patience with callers who say nothing, and with calls that go on
    /// @param ringing how long callers hear ringing, and what is prepared meanwhile
    /// @param maximum calls at a time
    /// @param afterFailure what becomes of a caller whom no engine can serve any more
    /// @param destinations whom callers can be put through to
    public record Calls(
            EngineChoice engine,
            List<EngineChoice> fallback,
            @Nullable Path instructions,
            Locale language,
            Duration endpointSilence,
            Duration silenceBudget,
            Patience patience,
            RingingSettings ringing,
            int maximum,
            AfterFailure afterFailure,
            List<Destination> destinations) {
        public Calls {
            fallback = List.copyOf(fallback);
            destinations = List.copyOf(destinations);
        }

        public Calls withEngines(EngineChoice first, List<EngineChoice> others) {
            return new Calls(
                    first,
                    others,
                    instructions,
                    language,
                    endpointSilence,
                    silenceBudget,
                    patience,
                    ringing,
                    maximum,
                    afterFailure,
                    destinations);
        }

        public Calls with(RingingSettings other) {
            return new Calls(
                    engine,
                    fallback,
                    instructions,
                    language,
                    endpointSilence,
                    silenceBudget,
                    patience,
                    other,
                    maximum,
                    afterFailure,
                    destinations);
        }

        public Calls withMaximum(int other) {
            return new Calls(
                    engine,
                    fallback,
                    instructions,
                    language,
                    endpointSilence,
                    silenceBudget,
                    patience,
                    ringing,
                    other,
                    afterFailure,
                    destinations);
        }
    }

    /// @param prices file of an operator's own prices; null for the list prices alone
    public record Spending(@Nullable Path prices, SpendingCaps caps) {}

    /// Tools, and the network service.
    ///
    /// @param toolTimeout what a tool's service is asked to keep to
    /// @param configured the tools that an operator has described
    /// @param slowClock how long the slow clock takes; zero where there is none
    /// @param apiUrl of the answering service; null where ours is started
    /// @param apiPort of ours
    public record Network(
            Duration toolTimeout,
            ToolsFile configured,
            Duration slowClock,
            boolean toolsEnabled,
            @Nullable URI apiUrl,
            int apiPort) {
        /// Without tools of an operator's own.
        public Network(
                Duration toolTimeout, boolean toolsEnabled, @Nullable URI apiUrl, int apiPort) {
            this(
                    toolTimeout,
                    ToolsFile.NONE,
                    SlowCurrentTimeTool.DEFAULT_DELAY,
                    toolsEnabled,
                    apiUrl,
                    apiPort);
        }

        public Network withApiPort(int other) {
            return new Network(toolTimeout, configured, slowClock, toolsEnabled, apiUrl, other);
        }
    }

    /// The realtime model.
    ///
    /// @param usable there is a key, or a server of one's own
    /// @param phrases whether its voice says the switchboard's own sentences too
    /// @param fallback for when the first cannot be reached
    public record OpenAi(
            boolean usable, boolean phrases, OpenAiSettings main, OpenAiSettings fallback) {}

    /// The endpoint for clients of the OpenAI Realtime protocol.
    ///
    /// @param keys that open it; without any it is open to loopback only
    /// @param tools whether sessions that bring no tools are offered ours
    public record Realtime(List<Secret> keys, boolean tools) {
        public Realtime {
            keys = List.copyOf(keys);
        }

        private static Realtime from(Reading reading) {
            var keys = reading.find(Keys.REALTIME_API_KEYS).orElse("");
            return new Realtime(
                    Pattern.compile(",")
                            .splitAsStream(keys)
                            .map(String::strip)
                            .filter(key -> !key.isEmpty())
                            .map(Secret::new)
                            .toList(),
                    reading.get(Keys.REALTIME_TOOLS));
        }
    }

    /// @param directory for everything we write
    /// @param retention how long calls are kept where a tenant says nothing else; empty for ever
    /// @param live what is seen and kept of calls beside their records
    /// @param environment where the secrets are that tenants in the database refer to
    public record Data(
            Path directory,
            DatabaseSettings database,
            Optional<Duration> retention,
            LiveSetup live,
            Environment environment) {}

    /// @param file null where only the console is written to
    public record Log(@Nullable Path file, Level level) {}

    /// A value that no record, log or message prints.
    public record Secret(String value) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    static Settings from(Reading reading) {
        var directory = reading.get(Keys.DATA_DIR);
        return new Settings(
                new Http(
                        reading.get(Keys.HTTP_HOST),
                        reading.get(Keys.HTTP_PORT),
                        reading.find(Keys.PUBLIC_URL).orElse(null),
                        reading.find(Keys.STREAM_URL).orElse(null),
                        reading.find(Keys.CONSOLE_PASSWORD).map(Secret::new).orElse(null)),
                new Calls(
                        engine(reading),
                        reading.get(Keys.ENGINE_FALLBACK),
                        reading.find(Keys.INSTRUCTIONS_FILE).orElse(null),
                        reading.get(Keys.LANGUAGE),
                        reading.get(Keys.ENDPOINT_SILENCE),
                        reading.get(Keys.SILENCE_BUDGET),
                        new Patience(
                                reading.get(Keys.IDLE_PROMPT_AFTER),
                                reading.get(Keys.IDLE_PROMPTS),
                                reading.get(Keys.MAX_CALL_DURATION),
                                reading.get(Keys.MAX_HOLD_DURATION)),
                        RingingSettings.from(reading),
                        reading.get(Keys.MAX_CALLS),
                        afterFailure(reading),
                        reading.find(Keys.TRANSFER_NUMBERS).orElse(List.of())),
                new Spending(
                        reading.find(Keys.PRICES_FILE).orElse(null),
                        new SpendingCaps(
                                reading.find(Keys.MAX_COST_PER_CALL).orElse(null),
                                reading.find(Keys.MAX_COST_PER_DAY).orElse(null))),
                new Network(
                        reading.get(Keys.TOOL_TIMEOUT),
                        reading.tools(),
                        reading.get(Keys.SLOW_CLOCK),
                        reading.get(Keys.ENABLE_MIKROTIK_TOOLS),
                        reading.find(Keys.MIKROTIK_API_URL).orElse(null),
                        reading.get(Keys.MIKROTIK_API_PORT)),
                AsteriskKeys.setup(reading),
                TwilioKeys.setup(reading),
                new OpenAi(
                        OpenAiKeys.isUsable(reading),
                        reading.get(OpenAiKeys.PHRASES),
                        OpenAiKeys.main(reading),
                        OpenAiKeys.fallback(reading)),
                ChatKeys.settings(reading),
                ChatKeys.pipeline(reading),
                SpeechKeys.settings(reading),
                Realtime.from(reading),
                WebRtcKeys.setup(reading),
                AccessKeys.setup(reading),
                new Data(
                        directory,
                        reading.find(Keys.DATABASE_URL)
                                .orElseGet(
                                        () ->
                                                DatabaseSettings.parse(
                                                        "sqlite:"
                                                                + directory.resolve(
                                                                        "centralita.db"))),
                        Optional.of(reading.get(Keys.RETENTION_DAYS))
                                .filter(days -> days > 0)
                                .map(Duration::ofDays),
                        LiveKeys.setup(reading),
                        reading.environment()),
                new Log(
                        reading.find(Keys.LOG_FILE_PATH).orElse(null),
                        reading.get(Keys.LOG_LEVEL)));
    }

    private static EngineChoice engine(Reading reading) {
        var wanted = reading.get(Keys.ENGINE);
        if (wanted != EngineChoice.AUTO) {
            return wanted;
        }
        return OpenAiKeys.isUsable(reading) ? EngineChoice.OPENAI : EngineChoice.OFFLINE;
    }

    private static AfterFailure afterFailure(Reading reading) {
        return switch (reading.get(Keys.AFTER_FAILURE)) {
            case HANG_UP -> AfterFailure.HANG_UP;
            case VOICEMAIL -> new AfterFailure.Voicemail();
            case TRANSFER -> reading.get(Keys.TRANSFER_NUMBER);
        };
    }

    public Settings with(Http other) {
        return new Settings(
                other, calls, spending, network, asterisk, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, access, data, log);
    }

    public Settings with(Calls other) {
        return new Settings(
                http, other, spending, network, asterisk, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, access, data, log);
    }

    public Settings with(Network other) {
        return new Settings(
                http, calls, spending, other, asterisk, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, access, data, log);
    }

    public Settings with(AsteriskSetup other) {
        return new Settings(
                http, calls, spending, network, other, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, access, data, log);
    }

    public Settings with(Realtime other) {
        return new Settings(
                http, calls, spending, network, asterisk, twilio, openAi, chat, pipeline, speech,
                other, webRtc, access, data, log);
    }

    public Settings with(AccessSetup other) {
        return new Settings(
                http, calls, spending, network, asterisk, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, other, data, log);
    }

    public Settings with(Data other) {
        return new Settings(
                http, calls, spending, network, asterisk, twilio, openAi, chat, pipeline, speech,
                realtime, webRtc, access, other, log);
    }

    /// Null where only this machine is served.
    public @Nullable Secret twilioAuthToken() {
        return twilio.authToken();
    }

    /// Whether browsers are connected with the model straight, as far as its address allows it.
    public boolean forwardsBrowsers() {
        return calls.engine() == EngineChoice.OPENAI && webRtc.forwards();
    }

    /// With the embedded parts, whatever engine was chosen.
    public Settings embedded() {
        return with(calls.withEngines(EngineChoice.OFFLINE, List.of()));
    }

    /// For calls from this machine to itself: free ports, loopback, no signatures, no ringing.
    public Settings alone() {
        return new Settings(
                new Http("127.0.0.1", 0, null, null, http.consolePassword()),
                calls.with(RingingSettings.OFF),
                spending,
                network.withApiPort(0),
                asterisk.alone(),
                twilio.alone(),
                openAi,
                chat,
                pipeline,
                speech,
                new Realtime(List.of(), realtime.tools()),
                webRtc.alone(),
                access.alone(),
                data,
                log);
    }

    /// For calls from this machine to itself: loopback, no signatures, no ringing, the usual ports.
    public Settings here() {
        var own = new Http("127.0.0.1", http.port(), null, null, http.consolePassword());
        return alone().with(own).with(network);
    }
}
