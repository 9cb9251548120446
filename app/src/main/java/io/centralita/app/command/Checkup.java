package io.centralita.app.command;

import io.centralita.app.command.DoctorCommand.Area;
import io.centralita.app.doctor.AccessChecks;
import io.centralita.app.doctor.AsteriskChecks;
import io.centralita.app.doctor.ChatChecks;
import io.centralita.app.doctor.EarsChecks;
import io.centralita.app.doctor.Examination;
import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.doctor.MachineChecks;
import io.centralita.app.doctor.NetworkChecks;
import io.centralita.app.doctor.OpenAiChecks;
import io.centralita.app.doctor.SpeechChecks;
import io.centralita.app.doctor.ToolChecks;
import io.centralita.app.doctor.TwilioChecks;
import io.centralita.app.doctor.WebRtcChecks;
import io.centralita.app.server.NetworkService;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.network.demo.DemoNetwork;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikHealth;
import io.centralita.tool.mikrotik.check.CheckListener;
import io.centralita.tool.mikrotik.check.CheckResult;
import io.centralita.tool.mikrotik.check.MikrotikChecks;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All checks there are, one after the other: those of `doctor`, and of the console's page.
///
/// @param twilio what it does about Twilio
/// @param router the one that the answering service is asked about
/// @param call whether models may be asked to say a sentence, which costs
/// @param lines takes what is worth saying beside outcomes
record Checkup(
        Terminal terminal,
        Settings settings,
        TwilioDoctor twilio,
        String router,
        boolean call,
        Consumer<String> lines) {
    /// @param area the only one to look at; null for all that is set up
    void run(Examination examination, @Nullable Area area)
            throws InterruptedException, StartFailure {
        var messages = terminal.messages();
        var machine = new MachineChecks(terminal.reading(), settings, messages);
        Set<Area> areas = area == null ? EnumSet.allOf(Area.class) : EnumSet.of(area);
        if (area == null) {
            examination.run(machine.checks());
        }
        if (areas.contains(Area.voice)) {
            examination.run(machine.voice());
        }
        if (areas.contains(Area.ears)) {
            examination.run(new EarsChecks(settings, messages).checks());
        }
        var models = new OpenAiChecks(settings, messages, System.getenv(), call);
        if (area == Area.openai || (area == null && models.isConfigured())) {
            examination.run(models.checks());
        }
        var chat = new ChatChecks(settings, messages, System.getenv(), call);
        if (area == Area.chat || (area == null && chat.isConfigured())) {
            examination.run(chat.checks());
        }
        var speech = new SpeechChecks(settings, messages, call);
        if (area == Area.speech || (area == null && speech.isConfigured())) {
            examination.run(speech.checks());
        }
        if (area == Area.asterisk || (area == null && AsteriskChecks.isConfigured(settings))) {
            new AsteriskDoctor(terminal, settings).examine(examination);
        }
        if (area == Area.twilio || (area == null && TwilioChecks.isConfigured(settings))) {
            twilio.examine(examination, area == Area.twilio);
        }
        if (areas.contains(Area.webrtc)) {
            examination.run(new WebRtcChecks(settings, messages, area == Area.webrtc).checks());
        }
        var doors = new AccessChecks(settings, messages);
        if (area == Area.access || (area == null && doors.isConfigured())) {
            examination.run(doors.checks());
        }
        if (areas.contains(Area.network)) {
            try (var source = new DemoNetwork(InstantSource.system())) {
                examination.run(new NetworkChecks(source, settings, messages).checks());
            }
        }
        if (areas.contains(Area.tools)) {
            examination.run(new ToolChecks(settings.network().configured(), messages).checks());
        }
        if (areas.contains(Area.mikrotik)) {
            askAnsweringService(examination);
        }
    }

    /// The service that calls would ask: the configured one, the one of a running server, or ours
    /// started for this.
    private void askAnsweringService(Examination examination)
            throws InterruptedException, StartFailure {
        var configured = settings.network().apiUrl();
        if (configured != null) {
            check(configured, examination);
            return;
        }
        var running = URI.create("http://127.0.0.1:" + settings.network().apiPort());
        if (settings.network().apiPort() != 0 && answers(running)) {
            check(running, examination);
            return;
        }
        var vertx = Vertx.vertx();
        try (var service = NetworkService.start(vertx, settings.alone())) {
            check(service.url(), examination);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static boolean answers(URI service) throws InterruptedException {
        try (var client = new MikrotikClient(service)) {
            return client.checkHealth() instanceof MikrotikHealth.Up;
        }
    }

    private void check(URI service, Examination examination) throws InterruptedException {
        lines.accept(terminal.messages().text("doctor.service", service));
        try (var client = new MikrotikClient(service)) {
            new MikrotikChecks(
                            client,
                            ToolDeadlines.of(settings.network().toolTimeout()),
                            router,
                            terminal.messages().language(),
                            Time.SYSTEM)
                    .run(new Teller(examination));
        }
    }

    private record Teller(Examination examination) implements CheckListener {
        @Override
        public void started(String id, String name) {}

        @Override
        public void finished(CheckResult result) {
            examination.add(
                    new Outcome(
                            result.name(),
                            result.passed() ? Status.PASS : Status.FAIL,
                            Duration.ofMillis(result.ms()),
                            result.detail(),
                            result.remedy()));
        }
    }
}
