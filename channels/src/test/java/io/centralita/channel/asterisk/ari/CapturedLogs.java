package io.centralita.channel.asterisk.ari;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// All that a package says from now on.
public final class CapturedLogs implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /// Of this package, at every level.
    CapturedLogs() {
        this(CapturedLogs.class, Level.TRACE);
    }

    /// @param one of the classes of the package
    public CapturedLogs(Class<?> one, Level level) {
        logger = (Logger) LoggerFactory.getLogger(one.getPackageName());
        before = logger.getLevel();
        lines.start();
        logger.setLevel(level);
        logger.addAppender(lines);
    }

    /// Without their fields.
    public List<String> messages() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
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
