package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.engine.openai.ClientMessage.NewItem;

/// What a refusal of the server's changes in the books: a message of ours had no effect, or what it
/// was about is over. Confined to the session's loop.
///
/// @param sent tells which message was refused
record Refusals(Outlet out, SentMessages sent, Books books) {
    record Books(Items items, Calls calls, Answers answers, Teller teller, CallerTurn turn) {}

    void on(ServerEvent.Refused error, long now) {
        if (books.answers().refused(error, now, books.calls()::unseen)) {
            return;
        }
        switch (sent.take(error.eventId())) {
            case ClientMessage.CancelResponse _ -> {} // it was over: just as well
            case ClientMessage.DeleteItem _ -> {} // gone is gone
            case ClientMessage.TruncateItem(_, var id, _) -> {
                books.items().gone(id);
                tell(error);
            }
            case ClientMessage.CommitAudio _ -> {
                books.answers().nothingOwed(); // nothing had been said
                books.turn().endedByHand();
                out.post(new EngineEvent.CallerSaid(""));
                tell(error);
            }
            case ClientMessage.CreateItem(_, NewItem.FunctionCallOutput output, _) -> {
                tell(error);
                if (books.calls().isOwed(output.callId())) {
                    // The server lost the call; the model learns of the result all the same.
                    books.teller().add(WireItem.Type.SYSTEM, output.output());
                }
            }
            case null, default -> tell(error);
        }
    }

    private void tell(ServerEvent.Refused error) {
        out.oddity(error.code(), error.message());
    }
}
