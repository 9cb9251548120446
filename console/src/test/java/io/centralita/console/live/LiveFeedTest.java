package io.centralita.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment;
import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.CallView;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HandTime time = new HandTime();
    private final CallBoard board = new CallBoard();
    private final Listeners listeners = new Listeners();
    private String server = "{\"ready\":true}";
    private final LiveFeed feed = new LiveFeed(board, listeners, time, () -> server);

    /// What a page was told.
    private static final class Page implements EventLine {
        final List<Event> events = new ArrayList<>();
        boolean gone;
        boolean closed;
        long bytes;

        @Override
        public boolean send(String text) {
            bytes += text.length();
            Stream.of(text.split("\n\n", -1))
                    .filter(block -> block.startsWith("id: "))
                    .map(Page::event)
                    .forEach(events::add);
            return !gone;
        }

        @Override
        public void close() {
            closed = true;
            gone = true;
        }

        private static Event event(String block) {
            var lines = block.split("\n", -1);
            assertThat(lines).hasSize(3);
            try {
                return new Event(
                        lines[0].substring(4),
                        lines[1].substring(7),
                        JSON.readTree(lines[2].substring(6)));
            } catch (java.io.IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> names() {
            return events.stream().map(Event::name).toList();
        }

        JsonNode last(String name) {
            return events.stream()
                    .filter(event -> event.name().equals(name))
                    .toList()
                    .getLast()
                    .data();
        }

        void forget() {
            events.clear();
        }
    }

    private record Event(String id, String name, JsonNode data) {}

    @Test
    void a_page_gets_the_list_and_then_what_changes_in_it() {
        var first = new MadeCall(board, "CA1", time);
        var page = new Page();
        join(page, List.of(), null);
        assertThat(page.names()).containsExactly("hello", "calls");
        assertThat(page.last("calls").at("/calls/0/id").asText()).isEqualTo("CA1");
        assertThat(page.last("calls").at("/calls/0/turn").asText()).isEqualTo("callers-turn");

        page.forget();
        var second = new MadeCall(board, "CA2", time);
        first.turnIs(CallView.Turn.CALLER_WAITS);
        tick(2);
        var delta = page.last("delta");
        assertThat(delta.at("/calls").size()).isEqualTo(2);
        assertThat(delta.at("/calls/0").toString())
                .isEqualTo("{\"id\":\"CA1\",\"turn\":\"caller-waits\"}");
        assertThat(delta.at("/calls/1/from").asText()).isEqualTo("+34600000001");

        page.forget();
        second.ends();
        tick(2);
        assertThat(page.last("delta").at("/gone/0").asText()).isEqualTo("CA2");
        page.forget();
        tick(8);
        assertThat(page.names()).isEmpty();
    }

    @Test
    void a_page_that_looks_closely_sees_what_is_said_as_it_comes() {
        var call = new MadeCall(board, "CA1", time);
        call.says(1, Who.ASSISTANT, "Hola");
        var page = new Page();
        join(page, List.of("CA1"), null);
        tick(1);
        assertThat(page.last("call").at("/turns/0/text").asText()).isEqualTo("Hola");
        assertThat(page.last("call").at("/row/id").asText()).isEqualTo("CA1");

        page.forget();
        call.says(2, Who.CALLER, "¿Cuántos?");
        call.happens(Moment.Kind.BARGE_IN, "x");
        tick(1);
        assertThat(page.last("turn").at("/turn/who").asText()).isEqualTo("caller");
        assertThat(page.last("moment").at("/moment/kind").asText()).isEqualTo("barge-in");
        assertThat(page.names()).doesNotContain("call");

        page.forget();
        call.ends();
        tick(1);
        assertThat(page.last("ended").toString())
                .contains("\"endedBy\":\"caller\"", "\"reason\":\"hung-up\"");
        page.forget();
        tick(3);
        assertThat(page.names()).doesNotContain("ended", "turn");
    }

    @Test
    void levels_of_both_sides_come_step_by_step_on_the_calls_axis_of_time() {
        var call = new MadeCall(board, "CA1", time);
        var page = new Page();
        join(page, List.of("CA1"), null);
        tick(1);
        page.forget();
        call.live().audio().caller(loud());
        call.live().audio().heard(time.nanoTime() + 100_000_000, loud());
        time.pass(java.time.Duration.ofMillis(200));
        tick(1);
        var levels = page.last("levels");
        assertThat(levels.get("stepMs").asInt()).isEqualTo(50);
        assertThat(levels.get("fromMs").asLong()).isZero();
        assertThat(levels.get("caller").toString()).matches("\\[[6-9][0-9],0,0,0\\]");
        assertThat(levels.get("assistant").toString()).matches("\\[0,0,[6-9][0-9],0\\]");
    }

    @Test
    void a_page_chooses_other_calls_without_a_new_connection() {
        new MadeCall(board, "CA1", time);
        new MadeCall(board, "CA2", time);
        var page = new Page();
        var stream = join(page, List.of("CA1"), null);
        tick(1);
        page.forget();
        assertThat(feed.watch(stream, List.of("CA2", "nobody"))).isTrue();
        tick(1);
        assertThat(page.last("call").at("/row/id").asText()).isEqualTo("CA2");
        assertThat(page.last("ended").toString()).contains("\"unknown\":true");
        assertThat(feed.watch("other", List.of())).isFalse();
    }

    @Test
    void a_page_that_comes_back_is_told_what_it_missed() {
        var call = new MadeCall(board, "CA1", time);
        var other = new Page();
        join(other, List.of(), null);
        var page = new Page();
        var stream = join(page, List.of(), null);
        var id = page.events.getLast().id();
        feed.leave(stream);
        call.turnIs(CallView.Turn.CALLER_SPEAKS);
        tick(2);
        call.turnIs(CallView.Turn.CALLER_WAITS);
        tick(2);

        var again = new Page();
        join(again, List.of(), id);
        assertThat(again.names()).containsSubsequence("hello", "delta", "delta");
        assertThat(again.names()).doesNotContain("calls");
        assertThat(again.last("delta").at("/calls/0/turn").asText()).isEqualTo("caller-waits");
    }

    @Test
    void a_page_that_was_away_for_too_long_or_comes_from_elsewhere_begins_anew() {
        var call = new MadeCall(board, "CA1", time);
        join(new Page(), List.of(), null);
        var page = new Page();
        join(page, List.of(), null);
        var id = page.events.getLast().id();
        for (int i = 0; i < 60; i++) {
            call.turnIs(i % 2 == 0 ? CallView.Turn.CALLER_SPEAKS : CallView.Turn.CALLER_WAITS);
            tick(2);
        }
        for (var old : List.of(id, "another-3", "", "x".repeat(200), id + "9999")) {
            var again = new Page();
            join(again, List.of(), old);
            assertThat(again.names()).as(old).contains("calls");
        }
    }

    @Test
    void what_happened_while_nobody_looked_is_in_the_list() {
        var page = new Page();
        var stream = join(page, List.of(), null);
        var id = page.events.getLast().id();
        feed.leave(stream);
        new MadeCall(board, "CA1", time);
        var again = new Page();
        join(again, List.of(), id);
        assertThat(again.last("calls").at("/calls/0/id").asText()).isEqualTo("CA1");
    }

    @Test
    void a_page_that_is_gone_or_not_welcome_any_more_is_let_go() {
        new MadeCall(board, "CA1", time);
        var gone = new Page();
        join(gone, List.of("CA1"), null);
        var unwelcome = new Page();
        assertThat(feed.join(unwelcome, List.of(), null, () -> false)).isPresent();
        gone.gone = true;
        tick(1);
        assertThat(feed.streams()).isEqualTo(1);
        tick(80);
        assertThat(unwelcome.closed).isTrue();
        assertThat(feed.streams()).isZero();
    }

    @Test
    void so_many_pages_and_no_more() {
        for (int i = 0; i < LiveFeed.MOST_STREAMS; i++) {
            join(new Page(), List.of(), null);
        }
        assertThat(feed.join(new Page(), List.of(), null, () -> true)).isEmpty();
    }

    @Test
    void the_servers_state_is_told_when_it_changes() {
        var page = new Page();
        join(page, List.of(), null);
        tick(41);
        assertThat(page.last("server").toString()).isEqualTo("{\"ready\":true}");
        page.forget();
        tick(40);
        assertThat(page.names()).doesNotContain("server");
        server = "{\"ready\":false}";
        tick(40);
        assertThat(page.last("server").toString()).isEqualTo("{\"ready\":false}");
        var late = new Page();
        join(late, List.of(), null);
        assertThat(late.last("server").toString()).isEqualTo("{\"ready\":false}");
    }

    @Test
    void of_thousands_of_calls_only_what_changes_is_told() {
        var calls = MadeCall.many(board, 5_000, time);
        var page = new Page();
        join(page, List.of(), null);
        assertThat(page.last("calls").at("/calls").size()).isEqualTo(5_000);
        page.bytes = 0;
        calls.subList(0, 10).forEach(call -> call.turnIs(CallView.Turn.CALLER_SPEAKS));
        tick(80);
        assertThat(page.last("delta").at("/calls").size()).isEqualTo(10);
        assertThat(page.bytes).isLessThan(2_000);
    }

    private String join(
            Page page, List<String> calls, @org.jspecify.annotations.Nullable String id) {
        return feed.join(page, calls, id, () -> true).orElseThrow();
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            feed.tick();
        }
    }

    private static byte[] loud() {
        var audio = new byte[640];
        java.util.Arrays.fill(audio, (byte) 0x10);
        return audio;
    }
}
