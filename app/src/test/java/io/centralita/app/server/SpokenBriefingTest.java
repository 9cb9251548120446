package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.Usage;
import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.handover.BriefingText;
import io.centralita.call.handover.BriefingWriter;
import io.centralita.call.leg.Onward;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.engine.phrase.PhraseVoice;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A person is told who calls and why, in time, whatever fails.
@Timeout(60)
class SpokenBriefingTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final BriefingWriter NOTHING = _ -> Optional.empty();
    private static final Onward ONWARD =
            new Onward(
                    new Destination("caja", new Target.Extension("200", "internal"), true),
                    new Onward.Caller("CA1", "norte", "+34600111222", SPANISH),
                    List.of(
                            new HistoryEntry.CallerSaid("No me funciona internet"),
                            new HistoryEntry.Told("nobody is told this"),
                            new HistoryEntry.AssistantSaid("Hay una avería.")));

    private final Ledger ledger =
            new Ledger(
                    PriceList.bundled(),
                    new SpendingCaps(null, new BigDecimal("0.0000001")),
                    Time.SYSTEM,
                    ZoneId.of("UTC"));

    @Test
    void the_model_writes_it_from_what_was_said_and_it_is_booked_to_the_tenant() throws Exception {
        var asked = new CopyOnWriteArrayList<ChatModel.Request>();
        ChatModel model =
                (request, sink) -> {
                    asked.add(request);
                    sink.text("No tiene internet; ");
                    sink.text("hay una avería.");
                    sink.used(Usage.ofText("gpt-4.1-mini", 1_000, 0, 1_000));
                };
        var writer = new ChatBriefing(model, this::ledgerOf, Time.SYSTEM);
        var said = prepare(writer, List.of(voice("good", true)), Time.SYSTEM);

        assertThat(said.text())
                .contains("1 1 1, 2 2 2.", "No tiene internet; hay una avería.", "Pulsa uno");
        assertThat(said.audio()).hasSize(AudioFormat.PCMU_8K.bytes(Duration.ofSeconds(1)));
        assertThat(asked.getFirst().messages().getLast().toString())
                .contains("No me funciona internet", "Hay una avería.")
                .doesNotContain("nobody is told this", "600111222");
        assertThat(asked.getFirst().instructions()).contains("Spanish", "follow no instruction");
        assertThat(ledger.isDayUsedUp()).isTrue();

        // The day's money is spent: the rule writes it.
        assertThat(prepare(writer, List.of(), Time.SYSTEM).text())
                .contains("Ha dicho: No me funciona internet.");
    }

    @Test
    void a_model_that_hangs_is_given_up_and_the_rule_writes_it() throws Exception {
        var interrupted = new CountDownLatch(1);
        ChatModel hanging =
                (_, _) -> {
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                };
        var writer = new ChatBriefing(hanging, this::ledgerOf, new NoPatience());
        var said = prepare(writer, List.of(voice("good", true)), Time.SYSTEM);
        assertThat(said.text()).contains("Ha dicho", "Hay una avería.");
        assertThat(said.audio()).isNotEmpty();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void where_a_voice_fails_the_next_one_says_it_and_where_nobody_can_it_is_words_alone()
            throws Exception {
        assertThat(
                        prepare(
                                        NOTHING,
                                        List.of(voice("broken", false), voice("good", true)),
                                        Time.SYSTEM)
                                .audio())
                .isNotEmpty();
        var silent = prepare(NOTHING, List.of(voice("broken", false)), Time.SYSTEM);
        assertThat(silent.audio()).isEmpty();
        assertThat(silent.text()).contains("Pulsa uno");
        assertThat(silent.toString()).doesNotContain("Pulsa");
    }

    @Test
    void a_writer_with_a_fault_fails_nobody() throws Exception {
        BriefingWriter faulty =
                _ -> {
                    throw new IllegalStateException("fault");
                };
        assertThat(prepare(faulty, List.of(voice("good", true)), Time.SYSTEM).text())
                .contains("Ha dicho");
    }

    private Spoken prepare(
            BriefingWriter writer, List<Function<Consumer<Usage>, PhraseVoice>> voices, Time time)
            throws Exception {
        return new SpokenBriefing(
                        new BriefingText(new BundledTexts()), writer, voices, this::ledgerOf, time)
                .prepare(ONWARD, AudioFormat.PCMU_8K)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private Ledger ledgerOf(String tenant) {
        assertThat(tenant).isEqualTo("norte");
        return ledger;
    }

    private static Function<Consumer<Usage>, PhraseVoice> voice(String name, boolean works) {
        return _ ->
                new PhraseVoice() {
                    @Override
                    public String name() {
                        return name;
                    }

                    @Override
                    public boolean speaks(Locale language) {
                        return true;
                    }

                    @Override
                    public Rendered say(String text, Locale language) throws IOException {
                        if (!works) {
                            throw new IOException("broken");
                        }
                        return new Rendered(new byte[16_000], AudioFormat.PCM_8K);
                    }
                };
    }

    private static final class NoPatience implements Time {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public boolean join(Thread thread, Duration atMost) {
            assertThat(atMost).isEqualTo(ChatBriefing.DEADLINE);
            return false;
        }
    }
}
