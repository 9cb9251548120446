package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Outgoings;
import java.util.Map;
import java.util.function.Consumer;

/// Answers with a channel that was made, and with the variables that only this answer has.
record Made(Consumer<Answer> reply) implements Outgoings.Reply {
    @Override
    public void made(Channel channel, Map<String, String> variables) {
        var json = Json.of(channel);
        if (!variables.isEmpty()) {
            var all = json.putObject("channelvars");
            variables.forEach(all::put);
        }
        reply.accept(Answer.ok(json));
    }

    @Override
    public void refused() {
        reply.accept(Answer.INTERNAL);
    }
}
