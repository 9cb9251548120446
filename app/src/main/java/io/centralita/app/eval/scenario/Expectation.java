package io.centralita.app.eval.scenario;

import java.time.Duration;
import java.util.List;

/// One thing that must be so for a scenario to pass.
///
/// @param line in the file, from 1
public record Expectation(int line, What what, Limit limit) {
    /// By when. The time counts from the end of what the caller said last, or from the start of the
    /// call before he said anything.
    public sealed interface Limit {
        record None() implements Limit {}

        record Within(Duration time) implements Limit {}

        /// @param sinceStart of the call
        record By(Duration sinceStart) implements Limit {}
    }

    /// What must be so.
    public sealed interface What {
        /// One of these, judged in the recording.
        record Heard(List<String> wordings) implements What {
            public Heard {
                wordings = List.copyOf(wordings);
            }
        }

        /// None of these, judged in the recording.
        record NotHeard(List<String> wordings) implements What {
            public NotHeard {
                wordings = List.copyOf(wordings);
            }
        }

        /// One of these, in a turn of the transcript that was heard to its end.
        record Says(List<Words> any, Who who) implements What {
            public Says {
                any = List.copyOf(any);
            }
        }

        record NotSays(List<Words> none) implements What {
            public NotSays {
                none = List.copyOf(none);
            }
        }

        /// All of these, one after the other.
        record InOrder(List<Words> all) implements What {
            public InOrder {
                all = List.copyOf(all);
            }
        }

        /// The assistant understood one of these.
        record Understood(List<Words> any) implements What {
            public Understood {
                any = List.copyOf(any);
            }
        }

        /// The answer that somebody else gives to the question at that time.
        record AnswersFrom(Source source, String question) implements What {}

        /// The assistant falls silent so soon after the caller began to speak.
        record StopsWithin(Duration time) implements What {}

        /// The longest time in which the caller waits for the assistant and hears nothing.
        record Silence(Duration atMost) implements What {}

        /// @param name of the tool; empty for any
        /// @param outcome as in reports; empty for any
        /// @param arguments that the arguments contain; empty for any
        record Tools(String name, String outcome, Count count, String arguments) implements What {}

        /// @param any who may have ended the call, as in reports
        /// @param reason as in reports; empty for any
        record EndedBy(List<String> any, String reason) implements What {
            public EndedBy {
                any = List.copyOf(any);
            }
        }

        /// Nothing is said twice.
        record NoRepeat() implements What {}
    }

    /// Whose words.
    public enum Who {
        ANYBODY,
        ASSISTANT,
        SWITCHBOARD
    }

    /// Who knows the right answer.
    public enum Source {
        /// The answering service, asked beside the call.
        NETWORK,
        /// The clock of this machine.
        CLOCK
    }

    public record Count(int least, int most) {
        public boolean allows(int number) {
            return least <= number && number <= most;
        }
    }
}
