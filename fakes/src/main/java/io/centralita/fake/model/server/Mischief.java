package io.centralita.fake.model.server;

import io.centralita.fake.model.ApiError;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.Script.Step;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Wrong answers that wait for their next occasion. Belongs to the event loop.
final class Mischief {
    private static final String SERVER_ERROR = "server_error";

    private boolean refusesCreate;
    private boolean refusesTruncate;
    private Misbehaviour.@Nullable FailNextResponse failure;

    void refuseNextCreate() {
        refusesCreate = true;
    }

    void refuseNextTruncate() {
        refusesTruncate = true;
    }

    void fail(Misbehaviour.FailNextResponse next) {
        failure = next;
    }

    /// Null where the event is taken as usual.
    @Nullable ApiError refusal(ClientEvent event) {
        if (refusesCreate && event instanceof ClientEvent.ResponseCreate) {
            refusesCreate = false;
            return new ApiError(
                    ApiError.INVALID_REQUEST,
                    "conversation_already_has_active_response",
                    "Conversation already has an active response in progress: resp_ghost.",
                    null,
                    null);
        }
        if (refusesTruncate && event instanceof ClientEvent.ItemTruncate truncate) {
            refusesTruncate = false;
            return new ApiError(
                    ApiError.INVALID_REQUEST,
                    "invalid_value",
                    "Audio content of 0ms is already shorter than " + truncate.audioEndMs() + "ms",
                    "audio_end_ms",
                    null);
        }
        return null;
    }

    Brain over(Brain brain) {
        return occasion -> spoil(brain.respond(occasion));
    }

    private Script spoil(Script script) {
        var spoiling = failure;
        if (spoiling == null) {
            return script;
        }
        failure = null;
        var steps = new ArrayList<Step>();
        if (spoiling.midway() && !script.steps().isEmpty()) {
            steps.add(script.steps().getFirst());
        }
        steps.add(new Step.Fail(typeOf(spoiling.code()), spoiling.code()));
        return new Script(steps);
    }

    private static String typeOf(String code) {
        return code.equals(SERVER_ERROR) ? SERVER_ERROR : ApiError.INVALID_REQUEST;
    }
}
