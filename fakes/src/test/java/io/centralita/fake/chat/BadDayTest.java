package io.centralita.fake.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.fake.chat.Misbehaviour.Garbage;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each misbehaviour as a client sees it.
final class BadDayTest {
    private static final Settings HELLO =
            Settings.DEFAULT.withBrain(Brains.saying("Hello there, how can I help you today?"));
    private static final int MIDWAY = 2;

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 502, 503})
    void the_door_answers_otherwise(int status) throws Exception {
        var answer = new Misbehaviour.Answer(status, null, Map.of("Retry-After", "7"));
        try (var client = new Client(HELLO.withPlan(Plan.first(answer)))) {
            var refused = client.post(Client.HELLO);
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("7");
            assertThat(client.events(Client.HELLO).getLast()).isEqualTo("[DONE]");
        }
    }

    @Test
    void nobody_answers_until_the_client_leaves() throws Exception {
        try (var client = new Client(HELLO.withPlan(Plan.every(new Misbehaviour.NeverAnswer())))) {
            var waiting =
                    client.http.sendAsync(client.request(Client.HELLO), BodyHandlers.ofString());
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            waiting.cancel(true);
            assertThat(client.server.request(1).end()).isEqualTo(Served.End.HUNG_UP);
        }
    }

    @Test
    void the_connection_is_reset() {
        try (var client =
                new Client(HELLO.withPlan(Plan.every(new Misbehaviour.ResetAtConnect())))) {
            assertThatThrownBy(() -> client.post(Client.HELLO)).isInstanceOf(IOException.class);
        }
        try (var client =
                new Client(HELLO.withPlan(Plan.every(MIDWAY, new Misbehaviour.Reset())))) {
            assertThatThrownBy(() -> client.post(Client.HELLO)).isInstanceOf(IOException.class);
            assertThat(client.server.request(1).end()).isEqualTo(Served.End.BROKEN);
        }
    }

    @Test
    void the_reply_ends_early_or_with_an_error() throws Exception {
        try (var client =
                new Client(HELLO.withPlan(Plan.every(MIDWAY, new Misbehaviour.EndEarly())))) {
            assertThat(client.events(Client.HELLO)).hasSize(MIDWAY);
        }
        var fails = Plan.every(MIDWAY, new Misbehaviour.Fail("server_error"));
        try (var client = new Client(HELLO.withPlan(fails))) {
            assertThat(client.events(Client.HELLO).getLast()).contains("server_error");
        }
        var unfinished = Plan.every(Plan.BEFORE_DONE, new Misbehaviour.EndEarly());
        try (var client = new Client(HELLO.withPlan(unfinished))) {
            assertThat(client.events(Client.HELLO).getLast()).contains("usage");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GoSilent", "OnlyKeepAlives", "Drip"})
    void the_reply_stops_and_the_socket_stays_open(String kind) throws Exception {
        var bad =
                switch (kind) {
                    case "GoSilent" -> new Misbehaviour.GoSilent();
                    case "Drip" -> new Misbehaviour.Drip();
                    default -> new Misbehaviour.OnlyKeepAlives();
                };
        try (var client = new Client(HELLO.withPlan(Plan.every(MIDWAY, bad)))) {
            var waiting =
                    client.http.sendAsync(client.request(Client.HELLO), BodyHandlers.ofString());
            assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            waiting.cancel(true);
            assertThat(client.server.request(1).end()).isEqualTo(Served.End.HUNG_UP);
        }
    }

    @Test
    void garbage_lies_between_the_events() throws Exception {
        var plan =
                Plan.every(0, new Misbehaviour.Send(Garbage.NO_CHOICES))
                        .and(Plan.EVERY, 1, new Misbehaviour.Send(Garbage.NOT_SSE))
                        .and(Plan.EVERY, 2, new Misbehaviour.Send(Garbage.NOT_JSON))
                        .and(Plan.EVERY, 3, new Misbehaviour.Send(Garbage.HALF_CHARACTER));
        try (var client = new Client(HELLO.withPlan(plan))) {
            var events = client.events(Client.HELLO);
            assertThat(events.getFirst()).contains("prompt_filter_results");
            assertThat(events).anyMatch(event -> event.contains("Bad Gateway"));
            assertThat(events).anyMatch(event -> event.contains("\uFFFD"));
            assertThat(events.getLast()).isEqualTo("[DONE]");
        }
    }
}
