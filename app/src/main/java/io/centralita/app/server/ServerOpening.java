package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.CallMetrics;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.RealtimeChannel;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioAccess;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.console.Console;
import io.centralita.console.ConsoleSettings;
import io.centralita.console.MetricsPage;
import io.centralita.console.ReadinessCheck;
import io.centralita.engine.openai.Models;
import io.centralita.tenant.record.DatabaseSettings;
import io.centralita.tenant.record.RecordsUnavailable;
import io.centralita.tenant.record.SqlCallRecords;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a [Server], step by step: what others need comes first. Belongs to one thread.
final class ServerOpening {
    private static final Logger log = LoggerFactory.getLogger(ServerOpening.class);

    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Settings settings;
    private final ServerWatcher watcher;
    private final Closers closers = new Closers();
    private final SpokenTexts texts = new BundledTexts();
    private final int loops = Math.max(1, Runtime.getRuntime().availableProcessors());

    ServerOpening(Settings settings, ServerWatcher watcher) {
        this.settings = settings;
        this.watcher = watcher;
    }

    /// Closes what was opened so far.
    void giveUp() {
        closers.close();
    }

    Server open() throws StartFailure, InterruptedException {
        // What is known to fail should not wait for models to be loaded.
        Ports.requireFree(settings.http().host(), settings.http().port(), "HTTP_PORT");
        var registry = registry();
        var stored = closers.add("records", records());
        CallRecords records = new WatchedRecords(stored, watcher);
        var vertx = vertx();
        var network =
                settings.network().apiUrl() == null
                        ? closers.add("answering service", NetworkService.start(vertx, settings))
                        : null;
        var apiUrl =
                network == null
                        ? Objects.requireNonNull(settings.network().apiUrl())
                        : network.url();
        var client = closers.add("answering client", new MikrotikClient(apiUrl));
        var calls = callSettings();
        var tools =
                closers.add(
                        "tools",
                        HouseTools.open(settings.network(), client, TwilioParts.tools(settings)));
        var ledger = Books.open(settings.spending(), calls.tenant(), records);
        var offline = closers.add("engine", OfflineEngine.open(settings, texts, network, watcher));
        var speech = new SpeechMeters(registry);
        var engines = new Engines(settings, offline, ledger, speech, vertx, closers);
        var engine = engines.open();
        var switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                calls,
                                engine,
                                () -> tools.allowed(calls.tenant()),
                                texts,
                                engines.phrases(texts),
                                records,
                                new CallMetrics(registry),
                                ledger,
                                Time.SYSTEM,
                                settings.calls().maximum()));
        closers.add("switchboard", switchboard);
        var console = closers.add("console", console(registry, stored));
        var access = TwilioParts.access(settings, new RecordedCalls(records), closers);
        var port = listen(vertx, registry, switchboard, console, access);
        log.atInfo()
                .addKeyValue("host", settings.http().host())
                .addKeyValue("port", port)
                .addKeyValue("engine", engine.name())
                .addKeyValue("answering", apiUrl)
                .log("server listens");
        return new Server(settings, closers, switchboard, records, apiUrl, port);
    }

    private PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        closers.add("metrics", registry::close);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        var collections = closers.add("gc metrics", new JvmGcMetrics());
        collections.bindTo(registry);
        return registry;
    }

    private SqlCallRecords records() throws StartFailure {
        try {
            return SqlCallRecords.open(
                    DatabaseSettings.parse(settings.data().databaseUrl()), InstantSource.system());
        } catch (RecordsUnavailable | IllegalArgumentException e) {
            throw new StartFailure("start.no-records", e, String.valueOf(e.getMessage()));
        }
    }

    private Vertx vertx() {
        var vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(loops));
        closers.add(
                "event loops",
                () ->
                        vertx.close()
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(CLOSING.toSeconds(), TimeUnit.SECONDS));
        return vertx;
    }

    private CallSettings callSettings() throws StartFailure {
        var calls = settings.calls();
        var standard =
                CallSettings.standard(
                        calls.language(), texts.text("call.greeting", calls.language()));
        return new CallSettings(
                standard.tenant(),
                standard.language(),
                standard.voice(),
                standard.greeting(),
                instructions(calls.language()),
                standard.engineOptions(),
                settings.network().toolTimeout(),
                standard.acknowledgeAfter(),
                calls.silenceBudget(),
                standard.engineDeadline(),
                calls.patience());
    }

    private String instructions(Locale language) throws StartFailure {
        var file = settings.calls().instructions();
        if (file == null) {
            return texts.text("call.instructions", language);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartFailure("start.no-instructions", e, String.valueOf(file));
        }
    }

    private Console console(PrometheusMeterRegistry registry, SqlCallRecords stored) {
        return new Console(
                new ConsoleSettings(
                        Optional.ofNullable(settings.http().consolePassword()).map(Secret::value),
                        settings.calls().language()),
                stored,
                List.of(new ReadinessCheck("database", stored::trouble)),
                new MetricsPage(registry::scrape, PROMETHEUS),
                InstantSource.system());
    }

    private int listen(
            Vertx vertx,
            MeterRegistry registry,
            Switchboard switchboard,
            Console console,
            TwilioAccess access)
            throws StartFailure, InterruptedException {
        var meters = new ChannelMeters(registry, watcher);
        var clocks = new PacingClocks(vertx, Time.SYSTEM, meters);
        var language = settings.calls().language();
        var twilio =
                new TwilioChannel(
                        vertx,
                        TwilioParts.settings(settings),
                        call -> CompletableFuture.completedStage(verdict(switchboard, language)),
                        switchboard::accept,
                        texts,
                        clocks,
                        meters,
                        access);
        closers.add("twilio", twilio);
        var realtime =
                new RealtimeChannel(vertx, realtimeSettings(), switchboard::accept, clocks, meters);
        return HttpFront.listen(
                vertx,
                loops,
                settings.http().host(),
                settings.http().port(),
                router -> {
                    twilio.mount(router);
                    realtime.mount(router);
                    console.mount(router);
                });
    }

    /// A caller for whom there is no room is told so while Twilio still listens to us.
    private static Verdict verdict(Switchboard switchboard, Locale language) {
        return switchboard.hasRoom()
                ? new Verdict.PutThrough()
                : new Verdict.TechnicalProblem(language);
    }

    private RealtimeSettings realtimeSettings() {
        return new RealtimeSettings(
                settings.realtime().keys().stream().map(Secret::value).toList(),
                settings.calls().engine().engineName(),
                settings.calls().engine().isOpenAi() ? Models.voices() : Set.of(),
                settings.realtime().tools(),
                RealtimeSettings.Limits.DEFAULT);
    }
}
