package io.centralita.fake.model;

import io.centralita.fake.model.ModelResponse.Details;
import io.centralita.fake.model.Occasion.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who runs: one response of the conversation at most, and any number out of band.
final class Responses {
    private static final int REQUESTS_A_MINUTE = 5_000;
    private static final int TOKENS_A_MINUTE = 400_000;

    private final Session session;
    private final Brain brain;
    private final Billing billing = new Billing();
    private final List<ResponseRun> running = new ArrayList<>();
    private @Nullable ResponseRun active;
    private int created;

    Responses(Session session, Brain brain) {
        this.session = session;
        this.brain = brain;
    }

    /// @param eventId of the client event that asks, null where none did
    void create(Trigger trigger, ResponseParams params, @Nullable String eventId) {
        var problem = ResponseRules.check(params, session);
        if (problem == null && params.inConversation() && active != null) {
            problem = alreadyActive(active.id());
        }
        if (problem != null) {
            session.refuse(problem, eventId);
            return;
        }
        start(trigger, params);
    }

    private void start(Trigger trigger, ResponseParams params) {
        var config = session.config();
        var moment = new Moment(trigger, params, context(params), config, ++created);
        var context =
                billing.read(
                        Objects.requireNonNullElse(params.instructions(), config.instructions()),
                        moment.tools(),
                        moment.items(),
                        params.inConversation() && params.input() == null);
        var id = "resp_" + session.settings().label() + created;
        var run = new ResponseRun(session, id, params, brain.respond(moment), context);
        running.add(run);
        if (params.inConversation()) {
            active = run;
        }
        session.books().created(id);
        session.emit(new ServerEvent.ResponseCreated(run.start()));
        session.emit(new ServerEvent.RateLimitsUpdated(limits(context.total())));
    }

    void cancel(@Nullable String responseId, @Nullable String eventId) {
        var run = responseId == null ? active : find(responseId);
        if (run == null) {
            session.refuse(
                    ApiError.invalidRequest(
                            "response_cancel_not_active",
                            null,
                            "Cancellation failed: no active response found"),
                    eventId);
            return;
        }
        cancel(run, Details.CLIENT_CANCELLED);
    }

    /// The caller speaks.
    void interrupt() {
        if (active != null) {
            cancel(active, Details.TURN_DETECTED);
        }
    }

    boolean step() {
        return !running.isEmpty() && step(running.getFirst());
    }

    boolean step(String responseId) {
        var run = find(responseId);
        return run != null && step(run);
    }

    @Nullable String active() {
        return active == null ? null : active.id();
    }

    List<String> running() {
        return running.stream().map(ResponseRun::id).toList();
    }

    boolean isAnyRunning() {
        return !running.isEmpty();
    }

    private boolean step(ResponseRun run) {
        run.step();
        forgetEnded(run);
        return true;
    }

    private void cancel(ResponseRun run, Details why) {
        run.cancel(why);
        forgetEnded(run);
    }

    private void forgetEnded(ResponseRun run) {
        if (!run.isRunning()) {
            running.remove(run);
            if (run == active) {
                active = null;
            }
        }
    }

    private @Nullable ResponseRun find(String responseId) {
        for (var run : running) {
            if (run.id().equals(responseId)) {
                return run;
            }
        }
        return null;
    }

    private List<Item> context(ResponseParams params) {
        if (params.input() == null) {
            return session.items().items();
        }
        var items = new ArrayList<Item>();
        for (var item : params.input()) {
            if (item instanceof NewItem.Reference(var id)) {
                var entry = session.items().find(id);
                if (entry != null) {
                    items.add(entry.item());
                }
            } else {
                items.add(Drafts.item(item, session));
            }
        }
        return items;
    }

    private static ApiError alreadyActive(String responseId) {
        return ApiError.invalidRequest(
                "conversation_already_has_active_response",
                null,
                "Conversation already has an active response in progress: "
                        + responseId
                        + ". Wait until the response is finished before creating a new one.");
    }

    private List<ServerEvent.RateLimit> limits(int tokens) {
        return List.of(
                new ServerEvent.RateLimit(
                        "requests", REQUESTS_A_MINUTE, REQUESTS_A_MINUTE - created, 0.012),
                new ServerEvent.RateLimit(
                        "tokens", TOKENS_A_MINUTE, Math.max(0, TOKENS_A_MINUTE - tokens), 0.15));
    }

    /// What the brain sees.
    private record Moment(
            Trigger trigger,
            ResponseParams request,
            List<Item> items,
            SessionConfig session,
            int number)
            implements Occasion {
        @Override
        public List<Tool> tools() {
            return Objects.requireNonNullElse(request.tools(), session.tools());
        }
    }
}
