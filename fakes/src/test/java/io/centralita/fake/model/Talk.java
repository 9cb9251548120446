package io.centralita.fake.model;

import java.util.ArrayList;
import java.util.List;

/// A conversation and what it has sent.
final class Talk {
    final List<ServerEvent> events = new ArrayList<>();
    final ModelConversation model;

    Talk(ModelConversation.Settings settings, Brain brain) {
        model = ModelConversation.open(settings, brain, events::add);
        events.clear();
    }

    Talk(Brain brain) {
        this(ModelConversation.Settings.DEFAULT, brain);
    }

    /// Sends, and tells what came back at once.
    List<ServerEvent> send(ClientEvent event) {
        int before = events.size();
        model.on(event);
        return List.copyOf(events.subList(before, events.size()));
    }

    /// Sends what has to be refused.
    ApiError refused(ClientEvent event) {
        var answers = send(event);
        if (answers.size() == 1 && answers.getFirst() instanceof ServerEvent.ErrorSent(var error)) {
            return error;
        }
        throw new AssertionError("not refused: " + answers);
    }

    ApiError refused(SessionPatch.Builder patch) {
        return refused(new ClientEvent.SessionUpdate("u", patch.build()));
    }

    void configure(SessionPatch.Builder patch) {
        model.on(new ClientEvent.SessionUpdate(null, patch.build()));
    }

    void respond() {
        model.on(new ClientEvent.ResponseCreate(null, ResponseParams.DEFAULT));
    }

    /// Steps until an event of this kind came.
    <T extends ServerEvent> T stepTo(Class<T> kind) {
        while (!kind.isInstance(events.getLast())) {
            if (!model.step()) {
                throw new AssertionError("no " + kind.getSimpleName() + " in " + names());
            }
        }
        return kind.cast(events.getLast());
    }

    <T extends ServerEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends ServerEvent> T last(Class<T> kind) {
        return all(kind).getLast();
    }

    List<String> names() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
