package io.centralita.call.transfer;

import java.util.regex.Pattern;

/// A person or a department that callers can be put through to.
///
/// @param name as the assistant knows it: letters, digits, spaces, `-` and `_`, at most 64
/// @param target where they are reached
/// @param attended whether the person is told first who calls and why, and takes the caller or does
///   not; where a channel cannot do that, the caller is put through directly
public record Destination(String name, Target target, boolean attended) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,63}");

    public Destination {
        if (!isName(name)) {
            throw new IllegalArgumentException("a destination's name is not «" + name + "»");
        }
    }

    /// A telephone number, called directly.
    ///
    /// @param number E.164
    public Destination(String name, String number) {
        this(name, new Target.PhoneNumber(number), false);
    }

    /// Whether somebody can be named so.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Numbers are personal: they do not print.
    @Override
    public String toString() {
        return name;
    }
}
