package io.centralita.call.transfer;

import java.util.regex.Pattern;

/// A person or a department that callers can be put through to.
///
/// @param name as the assistant knows it: letters, digits, spaces, `-` and `_`, at most 64
/// @param number E.164
public record Destination(String name, String number) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,63}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public Destination {
        if (!isName(name)) {
            throw new IllegalArgumentException("a destination's name is not «" + name + "»");
        }
        if (!E164.matcher(number).matches()) {
            throw new IllegalArgumentException("number must be E.164");
        }
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
