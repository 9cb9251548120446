package io.centralita.fake.model;

import java.util.List;

/// Counts tokens: the caller's audio 1 a 100 ms, the assistant's 1 a 50 ms, text 1 for four
/// characters. The whole context is billed for each response; what the one before had seen is
/// cached.
final class Billing {
    private static final int USER_MS_PER_TOKEN = 100;
    private static final int ASSISTANT_MS_PER_TOKEN = 50;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int TOKENS_PER_IMAGE = 85;

    private int seenText;
    private int seenAudio;

    /// Tokens of an input.
    record Context(int text, int audio, int image, int cachedText, int cachedAudio) {
        int total() {
            return text + audio + image;
        }
    }

    /// @param inConversation whether the next response finds this one's input cached
    Context read(String instructions, List<Tool> tools, List<Item> items, boolean inConversation) {
        var count = new Count();
        count.text(instructions);
        for (var tool : tools) {
            count.text(tool.name());
            count.text(tool.description() == null ? "" : tool.description());
            count.text(tool.parameters() == null ? "" : tool.parameters());
        }
        for (var item : items) {
            count.item(item);
        }
        var context =
                new Context(
                        count.text,
                        count.audio,
                        count.image,
                        inConversation ? Math.min(seenText, count.text) : 0,
                        inConversation ? Math.min(seenAudio, count.audio) : 0);
        if (inConversation) {
            seenText = count.text;
            seenAudio = count.audio;
        }
        return context;
    }

    static Usage bill(Context context, List<Output> outputs) {
        var count = new Count();
        int audioMs = 0;
        for (var output : outputs) {
            count.item(output.item());
            audioMs += output.audioMs();
        }
        return new Usage(
                context.text(),
                context.audio(),
                context.image(),
                context.cachedText(),
                context.cachedAudio(),
                count.text,
                audioMs / ASSISTANT_MS_PER_TOKEN);
    }

    /// A sum on its way.
    private static final class Count {
        int text;
        int audio;
        int image;

        void text(String counted) {
            text += (counted.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
        }

        void item(Item item) {
            switch (item) {
                case Item.Message message -> message.content().forEach(this::content);
                case Item.FunctionCall call -> {
                    text(call.name());
                    text(call.arguments());
                }
                case Item.FunctionCallOutput output -> text(output.output());
            }
        }

        void content(Content content) {
            switch (content) {
                case Content.InputText(var written) -> text(written);
                case Content.OutputText(var written) -> text(written);
                case Content.InputAudio(var _, var audioMs, var _) ->
                        audio += audioMs / USER_MS_PER_TOKEN;
                case Content.OutputAudio(var transcript, var audioMs) -> {
                    text(transcript == null ? "" : transcript);
                    audio += audioMs / ASSISTANT_MS_PER_TOKEN;
                }
                case Content.InputImage _ -> image += TOKENS_PER_IMAGE;
            }
        }
    }
}
