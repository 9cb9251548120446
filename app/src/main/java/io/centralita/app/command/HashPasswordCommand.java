package io.centralita.app.command;

import io.centralita.console.access.ConsolePassword;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Makes a hash of a password for CONSOLE_PASSWORD_HASH. The password is read without showing it,
/// or as one line of standard input.
@Command(name = "hash-password")
final class HashPasswordCommand implements Callable<Integer> {
    private static final int SHORTEST = 8;

    private final Terminal terminal;
    private final Function<String, Optional<String>> hidden;

    HashPasswordCommand(Terminal terminal) {
        this(terminal, HashPasswordCommand::hidden);
    }

    /// @param hidden asks a person and shows nothing of the answer; empty where there is no person
    HashPasswordCommand(Terminal terminal, Function<String, Optional<String>> hidden) {
        this.terminal = terminal;
        this.hidden = hidden;
    }

    @Override
    public Integer call() throws IOException {
        var messages = terminal.messages();
        var first = hidden.apply(messages.text("hash.password"));
        var password = first.isPresent() ? first : line();
        if (password.filter(word -> word.length() >= SHORTEST).isEmpty()) {
            terminal.say(messages.text("hash.short", SHORTEST));
            return Terminal.WANTING;
        }
        if (first.isPresent() && !first.equals(hidden.apply(messages.text("hash.again")))) {
            terminal.say(messages.text("hash.differs"));
            return Terminal.WANTING;
        }
        terminal.print(ConsolePassword.Hashed.of(password.get()).hash());
        terminal.say(messages.text("hash.where"));
        return Terminal.FINE;
    }

    private static Optional<String> hidden(String prompt) {
        // There is none, or none that is a terminal, where somebody pipes.
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> read(console, prompt));
    }

    /// Empty too where the input has ended.
    private static String read(Console console, String prompt) {
        char @Nullable [] typed = console.readPassword("%s ", prompt);
        if (typed == null) {
            return "";
        }
        var word = new String(typed);
        Arrays.fill(typed, ' ');
        return word;
    }

    /// Not closed: standard input is the process's.
    private static Optional<String> line() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Optional.ofNullable(in.readLine());
    }
}
