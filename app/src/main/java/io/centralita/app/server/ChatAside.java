package io.centralita.app.server;

import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks the chat model something beside a conversation: within a deadline, and for money that is
/// booked. Thread-safe.
///
/// @param model stays the caller's to close
record ChatAside(ChatModel model, Time time) {
    /// There is no reply, for a reason that only the log needs to know.
    static final class NoReply extends Exception {
        private static final long serialVersionUID = 1L;

        /// @param reason a word or two, nothing personal
        NoReply(String reason) {
            super(reason);
        }
    }

    /// Waits for the whole reply; one that is given up is interrupted.
    ///
    /// @param ledger for what it costs; where its day is used up nothing is asked
    /// @param longest characters; of what is longer hardly more than so much is kept
    String ask(ChatModel.Request request, Ledger ledger, Duration deadline, int longest)
            throws NoReply, InterruptedException {
        if (ledger.isDayUsedUp()) {
            throw new NoReply(Ledger.DAILY_LIMIT);
        }
        var reply = new Reply(ledger, longest);
        var failure = new AtomicReference<@Nullable String>();
        var asking =
                Thread.ofVirtual().name(request.callId()).start(() -> ask(request, reply, failure));
        boolean ended;
        try {
            ended = time.join(asking, deadline);
        } finally {
            asking.interrupt();
        }
        if (!ended) {
            throw new NoReply("late");
        }
        var why = failure.get();
        if (why != null) {
            throw new NoReply(why);
        }
        return reply.text();
    }

    private void ask(
            ChatModel.Request request, Reply reply, AtomicReference<@Nullable String> failure) {
        try {
            model.reply(request, reply);
        } catch (ChatException e) {
            failure.set(e.failure().word());
        } catch (InterruptedException _) {
            failure.set("interrupted");
        } catch (RuntimeException fault) { // of the model's code: whoever asks does without
            failure.set(fault.getClass().getName());
        }
    }

    /// Takes the reply in. Written by the asking thread, read when that has ended.
    private static final class Reply implements ChatModel.Sink {
        private final Ledger ledger;
        private final int longest;
        private final StringBuilder text = new StringBuilder();

        Reply(Ledger ledger, int longest) {
            this.ledger = ledger;
            this.longest = longest;
        }

        /// Of what is far too long only the beginning is kept.
        @Override
        public void text(String delta) {
            if (text.length() <= longest) {
                text.append(delta);
            }
        }

        @Override
        public void toolCall(ToolCall call) {
            // there is none to call
        }

        @Override
        public void farewell() {
            // nobody is there to leave
        }

        @Override
        public void used(Usage usage) {
            var _ = ledger.book(usage);
        }

        String text() {
            return text.toString();
        }
    }
}
