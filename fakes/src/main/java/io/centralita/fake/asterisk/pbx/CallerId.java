package io.centralita.fake.asterisk.pbx;

/// Who is at the other end; both are empty where nothing is known.
public record CallerId(String name, String number) {
    public static final CallerId NONE = new CallerId("", "");

    /// `"Name" <number>`, as the dial plan's `CALLERID(all)` has it.
    public String all() {
        return name.isEmpty() ? number : "\"" + name + "\" <" + number + ">";
    }

    /// The other way round; text without a number in angle brackets is the number.
    public static CallerId parse(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open < 0 || close < 0) {
            return new CallerId("", text.trim());
        }
        var name = text.substring(0, open).trim().replaceAll("^\"|\"$", "");
        return new CallerId(name, text.substring(open + 1, close).trim());
    }
}
