package io.centralita.channel.asterisk.ari;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// All that this package says from now on, at every level.
final class CapturedLogs implements AutoCloseable {
    private final Logger logger =
            (Logger) LoggerFactory.getLogger(CapturedLogs.class.getPackageName());
    private final Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    CapturedLogs() {
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
    }

    String all() {
        return List.copyOf(lines.list).stream()
                .map(CapturedLogs::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(ILoggingEvent line) {
        var cause = line.getThrowableProxy();
        return line.getFormattedMessage()
                + " "
                + line.getKeyValuePairs()
                + (cause == null ? "" : " " + cause.getMessage());
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }
}
