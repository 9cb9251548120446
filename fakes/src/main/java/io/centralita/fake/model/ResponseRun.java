package io.centralita.fake.model;

import io.centralita.fake.model.ModelResponse.Details;
import io.centralita.fake.model.ModelResponse.Status;
import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A response from `response.created` to `response.done`.
final class ResponseRun {
    private static final String CONVERSATION = "conv_";

    private final Session session;
    private final String id;
    private final ResponseParams params;
    private final Modality modality;
    private final AudioFormat format;
    private final Billing.Context context;
    private final List<Script.Step> steps;
    private final List<Output> outputs = new ArrayList<>();
    private @Nullable Output current;
    private int nextStep;
    private boolean running = true;

    ResponseRun(
            Session session,
            String id,
            ResponseParams params,
            Script script,
            Billing.Context context) {
        this.session = session;
        this.id = id;
        this.params = params;
        this.steps = script.steps();
        this.context = context;
        var config = session.config();
        this.modality = Objects.requireNonNullElse(params.modality(), config.modality());
        this.format = Objects.requireNonNullElse(params.outputFormat(), config.outputFormat());
    }

    String id() {
        return id;
    }

    boolean isRunning() {
        return running;
    }

    boolean isInConversation() {
        return params.inConversation();
    }

    ModelResponse start() {
        return response(Status.IN_PROGRESS, null, List.of(), null);
    }

    /// Emits one event; false when it had ended before.
    boolean step() {
        while (running) {
            if (current != null && current.step()) {
                return true;
            }
            current = null;
            if (nextStep == steps.size()) {
                end(Status.COMPLETED, null);
                return true;
            }
            take(steps.get(nextStep++));
        }
        return true;
    }

    void cancel(Details why) {
        if (current != null) {
            current.cut();
        }
        end(Status.CANCELLED, why);
    }

    private void take(Script.Step step) {
        switch (step) {
            case Script.Step.Say say when modality == Modality.AUDIO ->
                    fill(new SpokenFilling(session, place(), say, format));
            case Script.Step.Say say ->
                    fill(new WrittenFilling(session, place(), say.text(), say.phase()));
            case Script.Step.Write(var text) ->
                    fill(new WrittenFilling(session, place(), text, null));
            case Script.Step.Call call -> fill(new CallFilling(session, place(), call));
            case Script.Step.Fail(var type, var code) ->
                    end(Status.FAILED, Details.error(type, code));
            case Script.Step.Incomplete(var reason) ->
                    end(Status.INCOMPLETE, Details.because(reason));
        }
    }

    private Place place() {
        return new Place(id, session.newItemId(), outputs.size());
    }

    private void fill(Filling filling) {
        boolean endsHere =
                nextStep < steps.size()
                        && (steps.get(nextStep) instanceof Script.Step.Fail
                                || steps.get(nextStep) instanceof Script.Step.Incomplete);
        current =
                new Output(
                        session,
                        this,
                        outputs.size(),
                        filling,
                        endsHere ? ItemStatus.INCOMPLETE : ItemStatus.COMPLETED);
        outputs.add(current);
    }

    private void end(Status status, @Nullable Details details) {
        running = false;
        outputs.removeIf(output -> !output.isBegun());
        var items = outputs.stream().map(Output::item).toList();
        var response = response(status, details, items, Billing.bill(context, outputs));
        session.books().finished(response);
        session.emit(new ServerEvent.ResponseDone(response));
    }

    private ModelResponse response(
            Status status, @Nullable Details details, List<Item> output, @Nullable Usage usage) {
        var config = session.config();
        return new ModelResponse(
                id,
                status,
                details,
                output,
                isInConversation() ? CONVERSATION + session.settings().label() : null,
                modality,
                Objects.requireNonNullElse(params.maxOutputTokens(), config.maxOutputTokens()),
                format,
                Objects.requireNonNullElse(params.voice(), config.voice()),
                usage,
                params.metadata());
    }
}
