package io.centralita.fake.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.model.Script.Step;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random orders of everything that can happen.
final class AnyOrderTest {
    private static final int CONVERSATIONS = 4_000;
    private static final int ACTIONS = 60;

    private static final List<Script> SCRIPTS =
            List.of(
                    Script.say("Hello there, how can I help you?", 900),
                    Script.call("check_line", "{\"customer\":\"8841\"}"),
                    Script.say("One moment.", 300).thenCall("a", "{}").thenCall("b", "{}"),
                    Script.say("Sorry.", 120).then(new Step.Fail("server_error", "server_error")),
                    Script.say("And then", 500).then(new Step.Incomplete("max_output_tokens")),
                    Script.of(new Step.Write("in writing")),
                    Script.NOTHING);

    private final Random random = new Random(4);

    @Test
    void no_order_of_events_breaks_the_rules_of_the_protocol() {
        for (int i = 0; i < CONVERSATIONS; i++) {
            converse();
        }
    }

    private void converse() {
        var check = new Rules();
        var model =
                ModelConversation.open(_ -> SCRIPTS.get(random.nextInt(SCRIPTS.size())), check::on);
        for (int i = 0; i < ACTIONS; i++) {
            act(model, i * 100L);
            assertThat(model.responsesCreated())
                    .hasSize(model.responsesFinished().size() + model.runningResponses().size());
        }
        model.runToEnd();
        assertThat(check.running).isEmpty();
        assertThat(check.openItems).isEmpty();
        assertThat(model.errors()).hasSize(check.errors);
    }

    private void act(ModelConversation model, long nowMs) {
        switch (random.nextInt(16)) {
            case 0 -> model.on(new ClientEvent.ResponseCreate("c", ResponseParams.DEFAULT));
            case 1 ->
                    model.on(
                            new ClientEvent.ResponseCreate(
                                    "o", ResponseParams.outOfBand(List.of(), Map.of())));
            case 2 -> model.on(new ClientEvent.ResponseCancel("x", null));
            case 3 -> model.callerStarts(nowMs);
            case 4 -> model.callerStops(nowMs);
            case 5 -> model.on(new ClientEvent.ItemTruncate("t", anyItem(model), 0, 100));
            case 6 -> model.on(new ClientEvent.ItemDelete("d", anyItem(model)));
            case 7 -> model.on(new ClientEvent.ItemRetrieve("r", anyItem(model)));
            case 8 -> answer(model);
            case 9 -> model.on(new ClientEvent.AudioAppend(null, new byte[4_800]));
            case 10 -> model.on(new ClientEvent.AudioCommit("m"));
            default -> model.step();
        }
    }

    private void answer(ModelConversation model) {
        var calls = model.calls();
        if (!calls.isEmpty()) {
            var call = calls.get(random.nextInt(calls.size()));
            model.on(new ClientEvent.ItemCreate("a", NewItem.output(call.callId(), "ok"), null));
        }
    }

    private String anyItem(ModelConversation model) {
        var items = model.everyItem();
        return items.isEmpty() ? "none" : items.get(random.nextInt(items.size())).id();
    }

    /// What a client may rely on.
    private static final class Rules {
        final Set<String> running = new HashSet<>();
        final Set<String> openItems = new HashSet<>();
        final Set<String> itemsAdded = new HashSet<>();
        final ArrayDeque<String> inConversation = new ArrayDeque<>();
        int errors;

        void on(ServerEvent event) {
            switch (event) {
                case ServerEvent.ErrorSent _ -> errors++;
                case ServerEvent.ResponseCreated(var response) -> {
                    assertThat(running.add(response.id())).isTrue();
                    if (response.conversationId() != null) {
                        inConversation.add(response.id());
                        assertThat(inConversation).hasSize(1);
                    }
                }
                case ServerEvent.ResponseDone(var response) -> {
                    assertThat(running.remove(response.id())).isTrue();
                    inConversation.remove(response.id());
                    assertThat(openItems).noneMatch(item -> item.startsWith(response.id() + "/"));
                    assertThat(response.output())
                            .noneMatch(item -> item.status() == ItemStatus.IN_PROGRESS);
                }
                case ServerEvent.OutputItemAdded(var responseId, var _, var item) ->
                        assertThat(openItems.add(responseId + "/" + item.id())).isTrue();
                case ServerEvent.OutputItemDone(var responseId, var _, var item) ->
                        assertThat(openItems.remove(responseId + "/" + item.id())).isTrue();
                case ServerEvent.ItemAdded(var item, var _) ->
                        assertThat(itemsAdded.add(item.id())).isTrue();
                case ServerEvent.ItemDone(var item, var _) ->
                        assertThat(itemsAdded).contains(item.id());
                case ServerEvent.OfResponse ofResponse ->
                        assertThat(running).contains(ofResponse.responseId());
                default -> {}
            }
        }
    }
}
