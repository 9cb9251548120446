package io.centralita.call;

import io.centralita.call.CallEvent.OfOperator;
import io.centralita.call.watch.CallDesk;
import io.centralita.call.watch.Seating;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Hands what people at the console want to the call's thread. Thread-safe.
final class Desk implements CallDesk {
    private final Mailbox mailbox;
    private final CompletableFuture<Seating> over = new CompletableFuture<>();

    Desk(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void hangUp(String by, String reason, boolean goodbye) {
        mailbox.post(new OfOperator.HangsUp(by, reason, goodbye));
    }

    @Override
    public void listens(String by, boolean told) {
        mailbox.post(new OfOperator.Listens(by, told));
    }

    @Override
    public void listensNoMore(String by) {
        mailbox.post(new OfOperator.ListensNoMore(by));
    }

    @Override
    public CompletionStage<Seating> takeOver(String by) {
        var seating = new CompletableFuture<Seating>();
        mailbox.post(new OfOperator.Wants(by, seating::complete));
        var _ = over.thenAccept(seating::complete);
        return seating;
    }

    /// The call is over: nobody answers any more.
    void close() {
        over.complete(new Seating.Refused("over", ""));
    }
}
