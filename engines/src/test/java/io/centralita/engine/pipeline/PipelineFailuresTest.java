package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.LiveThreads;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each part of the pipeline, failing in each way: the call is told which.
@Timeout(60)
class PipelineFailuresTest {
    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void nothing_is_left() {
        rig.close();
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        PipelineRig.await(() -> rig.recogniser.closed.get() == rig.recogniser.opened.get());
        assertThat(rig.out.ended()).isEqualTo(rig.out.count());
    }

    private void ready() throws InterruptedException {
        rig.next(EngineEvent.Ready.class);
    }

    private EngineFailure failure() throws InterruptedException {
        return rig.next(EngineEvent.Failed.class).failure();
    }

    @Test
    void a_recogniser_that_fails_is_named() throws Exception {
        ready();
        rig.recogniser.broken = true;
        rig.callerSays("hola");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        EngineFailure.Broken.class,
                        broken -> assertThat(broken.part()).isEqualTo("recogniser"));
    }

    @Test
    void a_recogniser_with_a_bug_is_named() throws Exception {
        ready();
        rig.recogniser.bug = new IllegalStateException("bug");
        rig.callerSays("hola");
        assertThat(failure()).isInstanceOf(EngineFailure.Broken.class);
    }

    @Test
    void a_recogniser_that_hangs_is_given_up_at_its_deadline() throws Exception {
        ready();
        rig.recogniser.hang = true;
        rig.callerSays("hola");
        rig.next(EngineEvent.CallerSpeechEnded.class);
        overdue();
        assertThat(failure()).isEqualTo(new EngineFailure.Broken("recogniser", null));
    }

    @Test
    void a_voice_that_breaks_off_midway_is_named() throws Exception {
        ready();
        rig.voice.breaksMidway = true;
        rig.chat.thenSays("Una frase bastante larga.");
        rig.callerSays("hola");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        EngineFailure.Broken.class,
                        broken -> assertThat(broken.part()).isEqualTo("synthesiser"));
    }

    @Test
    void a_voice_with_a_bug_is_named() throws Exception {
        ready();
        rig.voice.bug = new IllegalStateException("bug");
        rig.session.greet();
        assertThat(failure())
                .isInstanceOfSatisfying(
                        EngineFailure.Broken.class,
                        broken -> assertThat(broken.part()).isEqualTo("synthesiser"));
    }

    @Test
    void a_voice_that_hangs_is_given_up_at_its_deadline() throws Exception {
        ready();
        rig.voice.hang = true;
        rig.session.greet();
        PipelineRig.await(() -> rig.out.length(1).toMillis() > 100);
        overdue();
        assertThat(failure()).isEqualTo(new EngineFailure.Broken("synthesiser", null));
    }

    @Test
    void a_model_that_fails_says_why() throws Exception {
        ready();
        var limited = new EngineFailure.RateLimited(Duration.ofSeconds(3));
        rig.chat.then(
                (_, _) -> {
                    throw new ChatException(limited);
                });
        rig.callerSays("hola");
        assertThat(failure()).isEqualTo(limited);
    }

    @Test
    void a_model_that_hangs_is_given_up_at_its_deadline() throws Exception {
        ready();
        var hangs = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        rig.chat.then(
                (_, _) -> {
                    asked.countDown();
                    hangs.await();
                });
        rig.callerSays("hola");
        asked.await();
        overdue();
        assertThat(failure()).isEqualTo(new EngineFailure.Broken("chat", null));
    }

    @Test
    void a_model_with_a_bug_is_named() throws Exception {
        ready();
        rig.chat.then(
                (_, _) -> {
                    throw new IllegalStateException("bug");
                });
        rig.callerSays("hola");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        EngineFailure.Broken.class,
                        broken -> assertThat(broken.part()).isEqualTo("chat"));
    }

    @Test
    void an_error_of_a_part_ends_the_session_and_not_only_its_thread() throws Exception {
        ready();
        rig.chat.then(
                (_, _) -> {
                    throw new LinkageError("a part of the model is missing");
                });
        rig.callerSays("hola");
        assertThat(failure()).isInstanceOf(EngineFailure.Broken.class);
    }

    @Test
    void nothing_is_posted_after_a_failure() throws Exception {
        ready();
        rig.recogniser.broken = true;
        rig.callerSays("hola");
        failure();
        rig.session.greet();
        rig.callerSays("hola");
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        assertThat(rig.all.getLast()).isInstanceOf(EngineEvent.Failed.class);
    }

    /// Lets every deadline pass, as soon as the part that hangs is waited for.
    private void overdue() {
        PipelineRig.await(
                () -> {
                    rig.time.advance(Duration.ofSeconds(10));
                    return rig.all.getLast() instanceof EngineEvent.Failed;
                });
    }
}
