package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.AfterFailure;
import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Twilio reports of calls, in whatever order it comes.
final class StatusCallbacksTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final CountedEvents events = new CountedEvents();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private final List<RingingCall> rung = new CopyOnWriteArrayList<>();
    private final Loopback loopback =
            new Loopback(
                    base ->
                            new TwilioSettings(
                                    Optional.of(base),
                                    List.of(TOKEN),
                                    Loopback.SPANISH,
                                    Limits.DEFAULT,
                                    AfterFailure.HANG_UP),
                    new RingingCalls() {
                        @Override
                        public CompletionStage<Verdict> ringing(RingingCall call) {
                            rung.add(call);
                            return CompletableFuture.completedStage(new Verdict.PutThrough());
                        }

                        @Override
                        public void gone(String callSid) {
                            gone.add(callSid);
                        }
                    },
                    new ScriptedLegs(ScriptedLegs.echo()),
                    events,
                    TwilioAccess.NONE);

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void every_final_status_frees_what_was_prepared_and_is_counted() throws Exception {
        var finals = List.of("completed", "busy", "no-answer", "failed", "canceled");
        for (var status : finals) {
            report("CA" + status.replace("-", ""), status, "3");
        }
        assertThat(gone).hasSize(5);
        assertThat(events.all())
                .containsExactly(
                        "call-over completed",
                        "call-over busy",
                        "call-over no-answer",
                        "call-over failed",
                        "call-over canceled");
    }

    @Test
    void a_call_is_over_once_in_whatever_order_its_reports_come() throws Exception {
        var random = new Random(20_261_125);
        for (int i = 0; i < 30; i++) {
            var reports =
                    new ArrayList<>(List.of("initiated", "ringing", "in-progress", "completed"));
            var numbers = new ArrayList<>(List.of(0, 1, 2, 3, 0, 3, 2));
            Collections.shuffle(numbers, random);
            for (int number : numbers) {
                report("CA" + i, reports.get(number), "" + number);
            }
            assertThat(gone).hasSize(i + 1);
        }
        assertThat(events.all().stream().filter("call-over completed"::equals)).hasSize(30);
        assertThat(events.all()).contains("oddity status-late", "oddity status-again");
    }

    @Test
    void reports_without_numbers_count_in_the_order_in_which_they_come() throws Exception {
        report("CA1", "ringing", "");
        report("CA1", "in-progress", "x");
        report("CA1", "completed", "");
        report("CA1", "completed", "");
        assertThat(gone).containsExactly("CA1");
    }

    @Test
    void the_telephone_of_who_was_called_for_the_caller_is_told_apart() throws Exception {
        status(
                "CallSid",
                "CA5",
                "ParentCallSid",
                "CA4",
                "CallStatus",
                "busy",
                "SequenceNumber",
                "2");
        assertThat(events.all()).containsExactly("dialled-over busy");
    }

    @Test
    void streams_are_reported_too() throws Exception {
        status("CallSid", "CA1", "StreamSid", "MZ1", "StreamEvent", "stream-started");
        status("CallSid", "CA1", "StreamEvent", "stream-error", "StreamError", "e".repeat(5_000));
        status("CallSid", "CA1", "StreamEvent", "stream-nonsense");
        assertThat(events.all())
                .containsExactly(
                        "stream stream-started", "stream stream-error", "oddity stream-event");
        assertThat(gone).isEmpty();
    }

    @Test
    void nonsense_is_counted_and_the_unsigned_refused() throws Exception {
        status("CallStatus", "completed");
        report("CA1", "exploded", "1");
        report("CA1", "completed", "99999999999999");
        assertThat(gone).containsExactly("CA1");
        assertThat(events.all())
                .containsExactly(
                        "oddity status-without-call", "oddity call-status", "call-over completed");
        var url = loopback.url(TwilioChannel.STATUS_PATH);
        assertThat(SignedPost.of(url, "wrong", "CallSid", "CA2").statusCode()).isEqualTo(403);
    }

    @Test
    void what_stands_in_the_voice_url_goes_along_with_the_call() throws Exception {
        var url = loopback.url(TwilioChannel.WEBHOOK_PATH + "?plan=fibra%20oro&token=x&1=2");
        var answer = SignedPost.of(url, TOKEN, "CallSid", "CA1", "To", Loopback.KNOWN);
        assertThat(answer.body())
                .contains("<Connect><Stream")
                .contains("statusCallback=\"" + loopback.url(TwilioChannel.STATUS_PATH) + "\"");
        assertThat(rung)
                .singleElement()
                .satisfies(
                        call ->
                                assertThat(call.parameters())
                                        .isEqualTo(Map.of("plan", "fibra oro")));
    }

    private void report(String call, String status, String sequence) throws Exception {
        status("CallSid", call, "CallStatus", status, "SequenceNumber", sequence);
    }

    private void status(String... form) throws Exception {
        assertThat(SignedPost.of(loopback.url(TwilioChannel.STATUS_PATH), TOKEN, form).statusCode())
                .isEqualTo(204);
    }
}
