package io.centralita.engine.chat;

import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.engine.chat.Trouble.Remedy;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A chat model behind an OpenAI-compatible server. Thread-safe; what it learns about the server
/// holds for all calls.
public final class ChatCompletionsModel implements ChatModel {
    private static final Logger log = LoggerFactory.getLogger(ChatCompletionsModel.class);

    /// Ids of tool calls are ours and never come twice, whatever a server says and whoever else
    /// serves the call.
    private static final AtomicLong TOOL_CALLS = new AtomicLong();

    private final ChatSettings settings;
    private final Time time;
    private final RequestWriter writer;
    private final Troubles troubles;
    private final ContextBudget budget = new ContextBudget();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile Dialect dialect;

    public ChatCompletionsModel(ChatSettings settings, Time time) {
        this(
                settings,
                Dialect.of(settings.baseUrl().getHost(), settings.model(), settings.effort()),
                time);
    }

    ChatCompletionsModel(ChatSettings settings, Dialect dialect, Time time) {
        this.settings = settings;
        this.time = time;
        this.writer = new RequestWriter(settings);
        this.troubles = new Troubles(settings.endpoint(), time);
        this.dialect = dialect;
        // HTTP/1.1: a reply is a socket of its own, closed when the caller interrupts. An upgrade
        // to
        // HTTP/2 makes servers on uvicorn (vLLM) lose the body.
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.patience().connect())
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .executor(threads)
                        .build();
    }

    @Override
    public void reply(Request request, Sink sink) throws ChatException, InterruptedException {
        new Asking(request, sink).ask();
    }

    /// Ends every reply under way and frees the connections.
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    /// One reply, with the tries that it takes.
    private final class Asking {
        /// Tries after something that may pass.
        private static final int MOST_REPEATS = 1;

        /// What a caller may wait for a limit to pass; then another engine is better.
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

        /// Tries with less of what the server does not take.
        private static final int MOST_CHANGES = 6;

        private final Request request;
        private final Sink sink;
        private final long begun = time.nanoTime();
        private final long deadline = begun + settings.patience().firstWord().toNanos();
        private int repeats;
        private int changes;

        Asking(Request request, Sink sink) {
            this.request = request;
            this.sink = sink;
        }

        void ask() throws ChatException, InterruptedException {
            while (!succeeds()) {
                log.atDebug().log("model is asked again");
            }
        }

        private boolean succeeds() throws ChatException, InterruptedException {
            var used = dialect;
            var messages = budget.fitting(request.messages());
            var assembly =
                    new Assembly(
                            sink,
                            RequestWriter.hangsUp(request.tools()),
                            () -> "chat-" + TOOL_CALLS.incrementAndGet());
            try (var exchange = new Exchange(http, post(messages, request, used), time)) {
                new ReplyReader(
                                exchange,
                                assembly,
                                troubles,
                                settings.patience().nextWord(),
                                deadline,
                                time)
                        .read();
            } catch (Trouble trouble) {
                bill(assembly);
                if (!assembly.spoke() && mend(trouble, messages, used)) {
                    return false;
                }
                tell(trouble, assembly.spoke());
                throw new ChatException(trouble.failure());
            }
            assembly.complete();
            bill(assembly);
            return true;
        }

        private void bill(Assembly assembly) {
            var tokens = assembly.usage();
            if (tokens != null) {
                sink.used(
                        Usage.ofText(
                                settings.model(),
                                tokens.input(),
                                tokens.cached(),
                                tokens.output()));
            }
        }

        /// Whether it is worth another try.
        private boolean mend(Trouble trouble, List<ChatMessage> messages, Dialect used)
                throws InterruptedException {
            return switch (trouble.remedy()) {
                case Remedy.None() -> false;
                case Remedy.Again(var after) -> {
                    boolean inTime =
                            after.compareTo(LONGEST_WAIT) <= 0
                                    && time.nanoTime() + after.toNanos() - deadline < 0;
                    if (!inTime || repeats++ >= MOST_REPEATS) {
                        yield false;
                    }
                    Thread.sleep(after);
                    yield true;
                }
                case Remedy.Without(var parameter) -> {
                    var other = used.without(parameter);
                    if (other.isEmpty() || other.get().equals(used) || changes++ >= MOST_CHANGES) {
                        yield false;
                    }
                    log.atInfo()
                            .addKeyValue("parameter", parameter)
                            .log("model does not take a parameter, it is left out from now on");
                    dialect = other.get();
                    yield true;
                }
                case Remedy.Shorter() -> {
                    boolean shorter = budget.tooLong(messages) && changes++ < MOST_CHANGES;
                    log.atInfo()
                            .addKeyValue("messages", messages.size())
                            .log(
                                    "conversation is too long for the model, its beginning is left out");
                    yield shorter;
                }
            };
        }

        private void tell(Trouble trouble, boolean midway) {
            log.atWarn()
                    .addKeyValue("endpoint", settings.endpoint())
                    .addKeyValue("detail", trouble.word())
                    .addKeyValue("midway", midway)
                    .addKeyValue("ms", (time.nanoTime() - begun) / 1_000_000)
                    .log("model gave no reply");
        }
    }

    private HttpRequest post(List<ChatMessage> messages, Request request, Dialect used) {
        var post =
                HttpRequest.newBuilder(settings.completions())
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(BodyPublishers.ofByteArray(writer.write(request, messages, used)));
        var key = settings.apiKey().value();
        if (!key.isEmpty()) {
            if (settings.auth() == Auth.BEARER) {
                post.header("Authorization", "Bearer " + key);
            } else {
                post.header("api-key", key);
            }
        }
        return post.build();
    }
}
