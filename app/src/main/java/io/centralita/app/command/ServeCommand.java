package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.log.Logging;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        Logging.start(Level.TRACE, settings.log().level(), settings.log().file());
        var server = Server.start(settings, ServerWatcher.NOBODY, PageDoctor.around(terminal));
        sayWhereItListens(terminal, server);
        untilStopped(server);
        return Terminal.FINE;
    }

    static void sayWhereItListens(Terminal terminal, Server server) {
        var messages = terminal.messages();
        terminal.print(messages.text("serve.listens", server.url()));
        terminal.print(messages.text("serve.webhook", webhook(server)));
        terminal.print(messages.text("serve.answers", server.apiUrl()));
        terminal.print(messages.text("serve.next", server.url()));
    }

    private static String webhook(Server server) {
        var outside = server.settings().http().publicUrl();
        var base = (outside == null ? server.url() : outside).toString().replaceAll("/+$", "");
        return base + "/api/twilio/webhook";
    }

    /// Waits for SIGTERM or Ctrl-C, then closes in order before the JVM goes.
    static void untilStopped(Server server) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        new CountDownLatch(1).await();
    }
}
