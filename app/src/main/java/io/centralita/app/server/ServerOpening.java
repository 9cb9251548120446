package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.CallMetrics;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.RealtimeChannel;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.twilio.SwitchboardRinging;
import io.centralita.channel.twilio.TwilioAccess;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.console.CallerRoutes;
import io.centralita.console.Console;
import io.centralita.console.MetricsPage;
import io.centralita.console.ReadinessCheck;
import io.centralita.console.TenantRoutes;
import io.centralita.console.access.Access;
import io.centralita.engine.openai.Models;
import io.centralita.tenant.memory.ForgettableCallers;
import io.centralita.tenant.reception.TenantReceptionist;
import io.centralita.tenant.record.SqlCallRecords;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a [Server], step by step: what others need comes first. Belongs to one thread.
final class ServerOpening {
    private static final Logger log = LoggerFactory.getLogger(ServerOpening.class);

    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Settings settings;
    private final MachineVoice voices;
    private final ServerWatcher watcher;
    private final Surroundings surroundings;
    private final Closers closers = new Closers();
    private final SpokenTexts texts = new BundledTexts();
    private final int loops = Math.max(1, Runtime.getRuntime().availableProcessors());

    /// @param voices the machine's
    /// @param surroundings what the console shows
    ServerOpening(
            Settings settings,
            MachineVoice voices,
            ServerWatcher watcher,
            Surroundings surroundings) {
        this.settings = settings;
        this.voices = voices;
        this.watcher = watcher;
        this.surroundings = surroundings;
    }

    /// Closes what was opened so far.
    void giveUp() {
        closers.close();
    }

    Server open() throws StartFailure, InterruptedException {
        // What is known to fail should not wait for models to be loaded.
        Ports.requireFree(settings.http().host(), settings.http().port(), "HTTP_PORT");
        var registry = registry();
        var archive = Archive.open(settings, registry, closers);
        var live = LiveParts.open(settings, closers);
        archive.calls().tell(live.recorder());
        Consumer<CallReport> remembered = archive.memories()::ended;
        CallRecords records =
                new WatchedRecords(
                        archive.calls(),
                        remembered.andThen(watcher::report).andThen(live.glance()::saved));
        var vertx = vertx();
        var lookups = Lookups.open(settings, vertx, closers);
        var calls = HouseCalls.settings(settings, texts);
        var receptionist = receptionist(archive, calls, lookups.tools());
        var metrics = new CallMetrics(registry);
        var minds =
                Minds.open(
                        settings,
                        new Minds.House(
                                vertx,
                                voices,
                                texts,
                                lookups.network(),
                                archive.ledgers(),
                                archive.ledgers().apply(calls.tenant()),
                                metrics,
                                registry,
                                watcher,
                                closers));
        var switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                new ForgettableCallers(receptionist, archive.memories()),
                                receptionist::standard,
                                minds.engine(),
                                texts,
                                minds.phrases(),
                                records,
                                metrics,
                                Time.SYSTEM,
                                new SwitchboardParts.Limits(
                                        settings.calls().maximum(),
                                        SwitchboardParts.Limits.RECEPTION,
                                        settings.calls().ringing().warm()),
                                live.board()));
        closers.add("switchboard", switchboard);
        var meters = new ChannelMeters(registry, watcher);
        var clocks = new PacingClocks(vertx, Time.SYSTEM, meters);
        var asterisk =
                AsteriskParts.open(
                        settings,
                        new AsteriskParts.House(
                                vertx,
                                loops,
                                switchboard,
                                texts,
                                minds.phrases(),
                                () ->
                                        HouseBriefing.open(
                                                settings,
                                                texts,
                                                minds.voice(),
                                                minds.offline().machineVoice(),
                                                archive.ledgers(),
                                                closers),
                                new RecordedCalls(records),
                                clocks,
                                meters,
                                registry,
                                closers));
        var engines = new OpenEngines(minds.engine());
        var doors = AccessParts.open(settings, closers);
        var voice = doors.voice(archive.tenants(), archive.database());
        var webRtc =
                WebRtcParts.open(
                        settings,
                        new WebRtcParts.House(
                                switchboard,
                                realtimeSettings(),
                                records,
                                clocks,
                                meters,
                                registry,
                                new VoiceDoor(voice),
                                engines,
                                minds.offers(),
                                closers));
        var checks = new ArrayList<>(asterisk.checks());
        checks.addAll(webRtc.checks());
        var console =
                closers.add("console", console(registry, archive.calls(), checks, doors.access()));
        var realtime =
                new RealtimeChannel(
                        vertx,
                        realtimeSettings(),
                        switchboard::accept,
                        webRtc.calls(),
                        clocks,
                        meters);
        var pages =
                List.<Consumer<Router>>of(
                        asterisk::mount,
                        console::mount,
                        doors.pages(console),
                        doors.voicePages(voice),
                        webRtc::mount,
                        realtime::mount,
                        new TenantRoutes(console, archive.tenants(), settings.calls().language())
                                ::mount,
                        new CallerRoutes(console, archive.memories())::mount,
                        live.console(console, switchboard, records),
                        ConsolePages.of(
                                        settings,
                                        console,
                                        archive.calls(),
                                        lookups.desk(settings),
                                        archive.tenants()::now,
                                        new ShownHouse(
                                                surroundings,
                                                tools(
                                                        receptionist,
                                                        lookups.tools(),
                                                        calls.tenant()),
                                                engines.names(),
                                                ShownLines.of(settings),
                                                texts,
                                                minds.phrases()))
                                ::mount);
        var access = TwilioParts.access(settings, new RecordedCalls(records), closers);
        var port = listen(vertx, meters, clocks, switchboard, pages, access);
        asterisk.start();
        log.atInfo()
                .addKeyValue("host", settings.http().host())
                .addKeyValue("port", port)
                .addKeyValue("engine", minds.engine().name())
                .addKeyValue("answering", lookups.apiUrl())
                .log("server listens");
        return new Server(settings, closers, switchboard, records, lookups.apiUrl(), port);
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

    private TenantReceptionist receptionist(Archive archive, CallSettings calls, HouseTools tools) {
        return Tenancy.receptionist(
                archive.tenants()::now,
                new Tenancy.Rules(
                        calls,
                        texts,
                        tools::allowed,
                        archive.ledgers(),
                        settings.calls().ringing().ringing(),
                        ZoneId.systemDefault(),
                        settings.data().environment().values()),
                archive.policies().lookup(archive.memories()),
                Time.SYSTEM);
    }

    /// What a tenant's assistant may use, or where none is named, what there is.
    ///
    /// @param standard the tenant of calls that are nobody's
    private static Function<Optional<String>, List<Tool>> tools(
            TenantReceptionist receptionist, HouseTools tools, String standard) {
        return asked -> asked.map(receptionist::tools).orElseGet(() -> tools.allowed(standard));
    }

    /// @param others what has to be in order beside the database
    private Console console(
            PrometheusMeterRegistry registry,
            SqlCallRecords stored,
            List<ReadinessCheck> others,
            Access access) {
        var checks = new ArrayList<ReadinessCheck>();
        checks.add(new ReadinessCheck("database", stored::trouble));
        checks.addAll(others);
        return new Console(
                settings.calls().language(),
                access,
                stored,
                checks,
                new MetricsPage(registry::scrape, PROMETHEUS));
    }

    private int listen(
            Vertx vertx,
            ChannelMeters meters,
            PacingClocks clocks,
            Switchboard switchboard,
            List<Consumer<Router>> pages,
            TwilioAccess access)
            throws StartFailure, InterruptedException {
        var language = settings.calls().language();
        var twilio =
                new TwilioChannel(
                        vertx,
                        TwilioParts.settings(settings),
                        new SwitchboardRinging(
                                switchboard, TwilioParts.promise(settings), language, Time.SYSTEM),
                        switchboard::accept,
                        texts,
                        clocks,
                        meters,
                        access);
        closers.add("twilio", twilio);
        return HttpFront.listen(
                vertx,
                loops,
                settings.http().host(),
                settings.http().port(),
                router -> {
                    twilio.mount(router);
                    pages.forEach(page -> page.accept(router));
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
}
