package io.centralita.tool.naming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Names that every model takes, `[a-zA-Z0-9_-]{1,64}`, made from names that others have chosen.
public final class ModelNames {
    public static final int LONGEST = 64;

    private static final Pattern UNFIT = Pattern.compile("[^a-zA-Z0-9_-]");

    private ModelNames() {}

    /// The name with a prefix, so that two servers may have a tool of the same name. What is unfit
    /// becomes `_`; a name that is too long is cut and marked, so that two of them stay different.
    ///
    /// @param prefix may be empty
    public static String of(String prefix, String name) {
        var whole = prefix.isEmpty() ? name : prefix + "_" + name;
        var fit = UNFIT.matcher(whole).replaceAll("_");
        if (fit.isEmpty()) {
            return marked("tool", whole);
        }
        return fit.length() <= LONGEST ? fit : marked(fit, whole);
    }

    /// The same name told apart from another that looks alike once it is fit.
    public static String apart(String prefix, String name) {
        return marked(of(prefix, name), prefix + "_" + name);
    }

    private static String marked(String fit, String whole) {
        var crc = new CRC32();
        crc.update(whole.getBytes(UTF_8));
        var mark = "_" + HexFormat.of().toHexDigits((int) crc.getValue());
        return fit.substring(0, Math.min(fit.length(), LONGEST - mark.length())) + mark;
    }
}
