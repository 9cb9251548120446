package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.engine.openai.ClientMessage.NewItem;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.wire.ClientEventReader;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// Everything that is written is what the strict service reads.
class ClientWriterTest {
    private final ClientWriter writer = new ClientWriter();
    private final ClientEventReader service = new ClientEventReader();

    @Property(tries = 2_000)
    void every_message_arrives_as_it_was_meant(@ForAll("messages") ClientMessage message) {
        assertThat(service.read(writer.write(message)))
                .isEqualTo(new Read.Understood(WireMapping.toModel(message)));
    }

    @Property(tries = 300)
    void audio_arrives_as_it_was_sent(@ForAll @Size(max = 2_000) byte[] audio) {
        writer.append(Base64.getEncoder().encode(audio));
        var read = service.read(new String(writer.bytes(), 0, writer.length(), UTF_8));
        assertThat(read)
                .isInstanceOfSatisfying(
                        Read.Understood.class,
                        understood ->
                                assertThat(((ClientEvent.AudioAppend) understood.event()).audio())
                                        .isEqualTo(audio));
    }

    @Provide
    Arbitrary<ClientMessage> messages() {
        var ids = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        var texts = texts();
        return Arbitraries.oneOf(
                Combinators.combine(ids, ids, texts).as(ClientMessage.CreateResponse::new),
                Combinators.combine(ids, ids).as(ClientMessage.CancelResponse::new),
                Combinators.combine(ids, ids, Arbitraries.longs().between(1, 3_600_000))
                        .as(ClientMessage.TruncateItem::new),
                Combinators.combine(ids, ids).as(ClientMessage.DeleteItem::new),
                ids.map(ClientMessage.CommitAudio::new),
                ids.map(ClientMessage.ClearAudio::new),
                Combinators.combine(ids, items(ids, texts), ids.injectNull(0.5))
                        .as(ClientMessage.CreateItem::new));
    }

    private static Arbitrary<NewItem> items(Arbitrary<String> ids, Arbitrary<String> texts) {
        return Arbitraries.oneOf(
                Combinators.combine(ids, texts).as(NewItem.UserText::new),
                Combinators.combine(ids, texts).as(NewItem.AssistantText::new),
                Combinators.combine(ids, texts).as(NewItem.SystemText::new),
                Combinators.combine(ids, ids, ids, texts).as(NewItem.FunctionCall::new),
                Combinators.combine(ids, ids, texts).as(NewItem.FunctionCallOutput::new));
    }

    /// Quotes, control characters, emoji, separators that JavaScript minds, and whatever else.
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60).filter(ClientWriterTest::isWhole),
                Arbitraries.of(
                        "",
                        " ",
                        "«¿Qué?» «\"sí\"»",
                        "\\u0000 \\ / \b\f\n\r\t\u0000\u001f\u007f\u2028\u2029\ufeff",
                        "👩‍👩‍👧 🇪🇸 e\u0301 \ud83d\ude00",
                        "\"}]}{\"type\":\"response.cancel\"}",
                        "x".repeat(10_000)));
    }

    /// Half a character cannot be written in UTF-8.
    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(
                        point ->
                                point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE);
    }
}
