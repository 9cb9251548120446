package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.doctor.Examination;
import io.centralita.app.log.Logging;
import io.centralita.tool.mikrotik.check.MikrotikChecks;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "AREA", descriptionKey = "area")
    @Nullable Area area;

    @Option(names = "--router", paramLabel = "NAME")
    String router = MikrotikChecks.DEFAULT_ROUTER;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--call")
    boolean call;

    @Option(names = "--fix", paramLabel = "NUMBER")
    @Nullable String fix;

    @Option(names = "--yes")
    boolean yes;

    /// What can be looked at by itself.
    @SuppressWarnings("JavaLangClash") // the operator's words
    enum Area {
        openai,
        chat,
        speech,
        mikrotik,
        network,
        tools,
        ears,
        voice,
        asterisk,
        twilio,
        webrtc,
        access
    }

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        Logging.start(Level.ERROR, settings.log().level(), settings.log().file());
        var messages = terminal.messages();
        var twilio = new TwilioDoctor(terminal, settings, yes, System.in);
        if (fix != null && !twilio.fix(fix)) {
            return Terminal.WANTING;
        }
        var examination = new Examination(messages, this::tell);
        new Checkup(terminal, settings, twilio, router, call, this::tell).run(examination, area);
        var fine = examination.conclude();
        if (json) {
            terminal.print(examination.json().toPrettyString());
        }
        return fine ? Terminal.FINE : Terminal.WANTING;
    }

    /// A line for people.
    private void tell(String line) {
        if (!json) {
            terminal.print(line);
        }
    }
}
