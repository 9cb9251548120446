package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.CallMetrics;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.RealtimeChannel;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.twilio.SwitchboardRinging;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSettings;
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
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
        var tools = closers.add("tools", HouseTools.open(settings.network(), client));
        var ledger = Books.open(settings.spending(), DefaultReceptionist.TENANT, records);
        var receptionist = DefaultReceptionist.open(settings, texts, tools, ledger);
        var offline = closers.add("engine", OfflineEngine.open(settings, texts, network, watcher));
        var speech = new SpeechMeters(registry);
        var engines = new Engines(settings, offline, ledger, speech, vertx, closers);
        var engine = engines.open();
        var switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                receptionist,
                                receptionist::welcome,
                                engine,
                                texts,
                                engines.phrases(texts),
                                records,
                                new CallMetrics(registry),
                                Time.SYSTEM,
                                new SwitchboardParts.Limits(
                                        settings.calls().maximum(),
                                        SwitchboardParts.Limits.RECEPTION,
                                        settings.calls().ringing().warm())));
        closers.add("switchboard", switchboard);
        var console = closers.add("console", console(registry, stored));
        var port = listen(vertx, registry, switchboard, console);
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
            Vertx vertx, MeterRegistry registry, Switchboard switchboard, Console console)
            throws StartFailure, InterruptedException {
        var meters = new ChannelMeters(registry, watcher);
        var clocks = new PacingClocks(vertx, Time.SYSTEM, meters);
        var language = settings.calls().language();
        var twilio =
                new TwilioChannel(
                        vertx,
                        twilioSettings(),
                        new SwitchboardRinging(switchboard, language, Time.SYSTEM),
                        switchboard::accept,
                        texts,
                        clocks,
                        meters);
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

    private RealtimeSettings realtimeSettings() {
        return new RealtimeSettings(
                settings.realtime().keys().stream().map(Secret::value).toList(),
                settings.calls().engine().engineName(),
                settings.calls().engine().isOpenAi() ? Models.voices() : Set.of(),
                settings.realtime().tools(),
                RealtimeSettings.Limits.DEFAULT);
    }

    private TwilioSettings twilioSettings() {
        @Nullable Secret token = settings.twilioAuthToken();
        Optional<URI> publicUrl = Optional.ofNullable(settings.http().publicUrl());
        return new TwilioSettings(
                publicUrl,
                token == null ? List.of() : List.of(token.value()),
                settings.calls().language(),
                TwilioSettings.Limits.DEFAULT,
                settings.calls().afterFailure(),
                Optional.ofNullable(settings.http().streamUrl()));
    }
}
