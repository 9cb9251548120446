package io.centralita.tenant.memory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// «Olvida mis datos»: the caller on the line is forgotten. Whose data is a matter of the call, not
/// of the model: there is no argument for it.
public final class ForgetCallerTool implements Tool {
    public static final String NAME = "forget_caller";

    /// The caller wants nothing to be kept from now on either.
    public static final String FOR_GOOD = "keep_nothing_from_now_on";

    private static final Logger log = LoggerFactory.getLogger(ForgetCallerTool.class);

    private final CallerMemories memories;
    private final String tenant;
    private final Optional<CallerNumber> caller;
    private final ToolDefinition definition;

    private ForgetCallerTool(
            CallerMemories memories, String tenant, Optional<CallerNumber> caller) {
        this.memories = memories;
        this.tenant = tenant;
        this.caller = caller;
        var parameters = JsonNodeFactory.instance.objectNode();
        parameters.put("type", "object");
        parameters
                .putObject("properties")
                .putObject(FOR_GOOD)
                .put("type", "boolean")
                .put(
                        "description",
                        "true when the caller also wants nothing to be kept of later calls.");
        definition =
                new ToolDefinition(
                        NAME,
                        "Deletes everything that is kept of this caller: name, facts, summaries and"
                                + " transcripts of their calls. Use it when the caller asks to be"
                                + " forgotten, to have their data deleted, or that their data not be"
                                + " kept.",
                        parameters);
    }

    /// The tool of one call, run once the caller has agreed.
    ///
    /// @param from as the provider names the caller
    public static Tool of(CallerMemories memories, String tenant, String from) {
        return new ConfirmedTool(
                new ForgetCallerTool(memories, tenant, memories.written(tenant, from)));
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        var texts = MemoryTexts.in(request.language());
        if (caller.isEmpty()) {
            return new ToolOutcome.Answered(texts.text("forget.nobody"));
        }
        boolean forGood = request.arguments().path(FOR_GOOD).asBoolean(false);
        try {
            var _ =
                    memories.forget(
                            tenant,
                            caller.get(),
                            forGood ? AfterForgetting.KEEP_NOTHING : AfterForgetting.AS_BEFORE);
        } catch (MemoryUnavailable e) {
            log.atError()
                    .addKeyValue("error", SteadyWrites.kindOf(e))
                    .log("caller asked to be forgotten, and is not");
            return new ToolOutcome.Unexpected("the caller is not forgotten");
        }
        return new ToolOutcome.Answered(
                texts.text(forGood ? "forget.done-for-good" : "forget.done"));
    }
}
