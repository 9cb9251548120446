package io.centralita.tenant.instructions;

/// How many tokens of a model a text takes, estimated on the safe side.
///
/// The vocabularies of today (`o200k_base` and others of its size) make a token of about four
/// characters of Spanish or English prose, fewer of numbers, names and punctuation. Counted here:
/// one for every 3.5 characters of Latin script, one for every character of any other.
public final class Tokens {
    private static final int LAST_LATIN = 0x024F;
    private static final int LATIN_TENTHS = 35;

    private Tokens() {}

    public static int estimate(String text) {
        long latin = 0;
        long other = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            boolean isLatin = character <= LAST_LATIN;
            if (isLatin) {
                latin++;
            } else {
                other++;
            }
        }
        return (int) ((latin * 10 + LATIN_TENTHS - 1) / LATIN_TENTHS + other);
    }
}
