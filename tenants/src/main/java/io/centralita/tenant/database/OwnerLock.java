package io.centralita.tenant.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mark of the process that a database file belongs to: a lock on a file beside it, which the
/// operating system frees when the process ends, however it ends. A second process must not take
/// the first one's calls for interrupted.
final class OwnerLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OwnerLock.class);

    private final FileChannel channel;
    private final boolean owned;

    private OwnerLock(FileChannel channel, boolean owned) {
        this.channel = channel;
        this.owned = owned;
    }

    static OwnerLock of(Path database) {
        var file = Path.of(database + ".owner");
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new OwnerLock(channel, lock(channel));
        } catch (IOException e) {
            throw new DatabaseUnavailable("cannot write beside the database: " + file, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // held by this very process
        }
    }

    boolean owned() {
        return owned;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("owner lock not released");
        }
    }
}
