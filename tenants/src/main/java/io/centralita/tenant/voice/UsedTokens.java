package io.centralita.tenant.voice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/// The table `used_voice_tokens`: a token that has begun a call begins no other one, in no process
/// of those that share the database. Blocks.
public final class UsedTokens {
    private final Supplier<Jdbi> database;
    private final InstantSource clock;

    public UsedTokens(Supplier<Jdbi> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Notes that a token begins its call, and forgets those that cannot begin one any more.
    ///
    /// @param id of the token, 64 characters at most
    /// @param expires when it could not have begun a call any more
    /// @return false where it has begun one before
    public boolean use(String id, Instant expires) {
        return database.get()
                .withHandle(
                        handle -> {
                            // One statement after the other: each waits for the only writer that
                            // SQLite has, and neither needs the other.
                            handle.createUpdate(
                                            "DELETE FROM used_voice_tokens WHERE expires_at < :now")
                                    .bind("now", clock.instant().toEpochMilli())
                                    .execute();
                            return handle.createUpdate(
                                                    """
                                                    INSERT INTO used_voice_tokens (id, expires_at)
                                                    VALUES (:id, :expires)
                                                    ON CONFLICT (id) DO NOTHING
                                                    """)
                                            .bind("id", id)
                                            .bind("expires", expires.toEpochMilli())
                                            .execute()
                                    == 1;
                        });
    }
}
