package io.centralita.channel.asterisk.audiosocket;

import io.centralita.call.scope.Time;
import io.centralita.channel.ExpiringMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The ids that calls may come under, which are all that a connection says about itself: those that
/// we chose, those that were announced, and those in use. Safe from any thread.
final class CallIds {
    private final String listener;
    private final Strangers strangers;
    private final int maxLines;
    private final Time time;
    private final ExpiringMap<Announcement> announced;

    /// Calls that were asked for and have not come, and calls that have.
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    CallIds(AudioSocketSettings settings, Time time) {
        listener = settings.host();
        strangers = settings.strangers();
        maxLines = settings.limits().lines();
        this.time = time;
        var announcements = settings.announcements();
        announced = new ExpiringMap<>(announcements.capacity(), announcements.life().toNanos());
    }

    /// A call is to come. False where there are too many.
    boolean expect(UUID id, ExpectedLine line) {
        return entries.size() < maxLines
                && entries.putIfAbsent(id, new Entry.Expected(line)) == null;
    }

    /// It need not come any more.
    void forget(UUID id, ExpectedLine line) {
        entries.remove(id, new Entry.Expected(line));
    }

    /// A call is to come without being asked for; replaces what was said of it before.
    Announced announce(UUID id, Announcement announcement) {
        if (entries.containsKey(id)) {
            return Announced.IN_USE;
        }
        return announced.put(id.toString(), announcement, time.nanoTime())
                ? Announced.YES
                : Announced.FULL;
    }

    /// Somebody came under this id.
    ///
    /// @param peer the address of the other side
    Claim claim(UUID id, String peer) {
        var entry = entries.get(id);
        if (entry instanceof Entry.Expected(var line)) {
            return entries.replace(id, entry, Entry.Live.HERE)
                    ? new Claim.Expected(line)
                    : new Claim.Refused("id-in-use");
        }
        if (entry != null) {
            return new Claim.Refused("id-in-use");
        }
        if (entries.size() >= maxLines) {
            return new Claim.Refused("lines-full");
        }
        var known =
                announced
                        .take(id.toString(), _ -> true, time.nanoTime())
                        .or(() -> ofStranger(peer));
        if (known.isEmpty()) {
            return new Claim.Refused("unknown-id");
        }
        return entries.putIfAbsent(id, Entry.Live.HERE) == null
                ? new Claim.Direct(known.get())
                : new Claim.Refused("id-in-use");
    }

    private Optional<Announcement> ofStranger(String peer) {
        return strangers.admits(listener, peer)
                ? Optional.of(Announcement.NOTHING)
                : Optional.empty();
    }

    /// Who came is gone.
    void release(UUID id) {
        entries.remove(id, Entry.Live.HERE);
    }

    /// Calls that are to come because we asked for them, and those that are here.
    int size() {
        return entries.size();
    }

    /// Calls announced and not here.
    int announced() {
        return announced.size(time.nanoTime());
    }

    enum Announced {
        YES,
        IN_USE,
        FULL
    }

    /// What becomes of a connection.
    sealed interface Claim {
        record Expected(ExpectedLine line) implements Claim {}

        record Direct(Announcement announcement) implements Claim {}

        record Refused(String reason) implements Claim {}
    }

    private sealed interface Entry {
        record Expected(ExpectedLine line) implements Entry {}

        enum Live implements Entry {
            HERE
        }
    }
}
