package io.centralita.tool.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Lines of UTF-8 text, none longer than was agreed.
final class Lines {
    private final InputStream in;
    private final int longest;

    /// @param longest bytes of a line
    Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /// A line is longer than was agreed; nothing after it can be trusted.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }

    /// The next line without its end; null at the end.
    @Nullable String next() throws IOException {
        var line = new ByteArrayOutputStream();
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() >= longest) {
                throw new TooLong(longest);
            }
            line.write(octet);
        }
        var text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /// The next line, of which what is too long is dropped; null at the end.
    @Nullable String nextShortened() throws IOException {
        var line = new ByteArrayOutputStream();
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() < longest) {
                line.write(octet);
            }
        }
        return line.toString(UTF_8).stripTrailing();
    }
}
