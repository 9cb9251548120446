package io.centralita.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/// The password of the console, as the settings have it. Never prints.
public sealed interface ConsolePassword {
    /// Longer ones are wrong, whatever they are.
    int LONGEST = 1_000;

    boolean matches(String candidate);

    /// Whether [#matches] takes its time, so that no event loop may wait for it.
    boolean slow();

    /// As it is.
    record Plain(String word) implements ConsolePassword {
        public Plain {
            if (word.isBlank()) {
                throw new IllegalArgumentException("CONSOLE_PASSWORD must not be blank");
            }
        }

        @Override
        public boolean matches(String candidate) {
            // Digests have one length, so the comparison tells nothing of the password's.
            return MessageDigest.isEqual(Digests.sha256(candidate), Digests.sha256(word));
        }

        @Override
        public boolean slow() {
            return false;
        }

        @Override
        public String toString() {
            return "Plain[•••]";
        }
    }

    /// Argon2 (`$argon2id$v=19$m=19456,t=2,p=1$…`) or bcrypt (`$2b$12$…`).
    record Hashed(String hash) implements ConsolePassword {
        private static final Pattern ARGON2 =
                Pattern.compile(
                        "\\$argon2(?:id|i|d)\\$v=(?:16|19)\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
                                + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,172}");
        private static final Pattern BCRYPT =
                Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

        /// One that takes longer than a second or two, or more memory than this, is a way to keep
        /// the machine busy.
        private static final int MOST_KIB = 262_144;

        private static final int MOST_PASSES = 20;
        private static final int MOST_LANES = 16;
        private static final int LEAST_COST = 4;
        private static final int MOST_COST = 16;

        public Hashed {
            if (!isHash(hash)) {
                throw new IllegalArgumentException("no argon2 or bcrypt hash");
            }
        }

        /// Whether the text is a hash of a kind and effort that is taken.
        public static boolean isHash(String text) {
            var argon = ARGON2.matcher(text);
            if (argon.matches()) {
                int kib = Integer.parseInt(argon.group(1));
                int passes = Integer.parseInt(argon.group(2));
                int lanes = Integer.parseInt(argon.group(3));
                return lanes >= 1
                        && lanes <= MOST_LANES
                        && kib >= 8 * lanes
                        && kib <= MOST_KIB
                        && passes >= 1
                        && passes <= MOST_PASSES;
            }
            var bcrypt = BCRYPT.matcher(text);
            if (!bcrypt.matches()) {
                return false;
            }
            int cost = Integer.parseInt(bcrypt.group(1));
            return cost >= LEAST_COST && cost <= MOST_COST;
        }

        /// Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane.
        public static Hashed of(String password) {
            return new Hashed(
                    Password.hash(password)
                            .addRandomSalt(16)
                            .with(Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID))
                            .getResult());
        }

        @Override
        public boolean matches(String candidate) {
            var checker = Password.check(candidate, hash);
            return hash.startsWith("$argon2")
                    ? checker.with(Argon2Function.getInstanceFromHash(hash))
                    : candidate.getBytes(UTF_8).length <= 72
                            && checker.with(BcryptFunction.getInstanceFromHash(hash));
        }

        @Override
        public boolean slow() {
            return true;
        }

        @Override
        public String toString() {
            return "Hashed[•••]";
        }
    }

    /// What HTTP Basic says, for the user `admin`; empty for anything else.
    static Optional<String> inBasic(String header) {
        return Basic.password(header, "admin").filter(word -> word.length() <= LONGEST);
    }
}
