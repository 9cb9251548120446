package io.centralita.engine.offline.ears;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Spanish spelling to sounds. A sound is named by the letters that usually write it: `rr` is the
/// trilled r, `x` the sound of "jota", `z` that of "zeta", `j` and `w` are half vowels.
final class SpanishSounds {
    private static final String VOWELS = "aeiouáéíóúü";
    private static final String FRONT = "eiéí";
    private static final String OPEN = "aeoáéó";
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private static final Map<Character, String> LETTER_NAMES =
            Map.ofEntries(
                    Map.entry('a', "a"),
                    Map.entry('b', "be"),
                    Map.entry('c', "ce"),
                    Map.entry('d', "de"),
                    Map.entry('e', "e"),
                    Map.entry('f', "efe"),
                    Map.entry('g', "ge"),
                    Map.entry('h', "hache"),
                    Map.entry('i', "i"),
                    Map.entry('j', "jota"),
                    Map.entry('k', "ca"),
                    Map.entry('l', "ele"),
                    Map.entry('m', "eme"),
                    Map.entry('n', "ene"),
                    Map.entry('ñ', "eñe"),
                    Map.entry('o', "o"),
                    Map.entry('p', "pe"),
                    Map.entry('q', "cu"),
                    Map.entry('r', "erre"),
                    Map.entry('s', "ese"),
                    Map.entry('t', "te"),
                    Map.entry('u', "u"),
                    Map.entry('v', "uve"),
                    Map.entry('w', "uvedoble"),
                    Map.entry('x', "equis"),
                    Map.entry('y', "ye"),
                    Map.entry('z', "zeta"));

    private final String word;
    private final List<String> sounds = new ArrayList<>();
    private int at;

    private SpanishSounds(String word) {
        this.word = word;
    }

    /// @param word lower case; what is not a letter says nothing
    static List<String> of(String word) {
        var reading = new SpanishSounds(word);
        while (reading.at < word.length()) {
            reading.letter(word.charAt(reading.at));
            reading.at++;
        }
        return List.copyOf(reading.sounds);
    }

    static boolean hasVowel(String word) {
        return word.chars().anyMatch(c -> VOWELS.indexOf(c) >= 0 || c == 'y');
    }

    static String spellOut(String word) {
        return word.chars()
                .mapToObj(c -> LETTER_NAMES.getOrDefault((char) c, ""))
                .collect(Collectors.joining());
    }

    private void letter(char c) {
        switch (c) {
            case 'c' -> c();
            case 'q' -> {
                sounds.add("k");
                at += next(1) == 'u' ? 1 : 0;
            }
            case 'g' -> g();
            case 'j' -> sounds.add("x");
            case 'l' -> doubled('l', "ll", "l");
            case 'ñ' -> sounds.add("ny");
            case 'r' -> r();
            case 'v', 'b' -> sounds.add("b");
            case 'x' -> sounds.addAll(List.of("k", "s"));
            case 'y' -> y();
            case 'i' -> glide("i", "j", OPEN + "uú", !afterSilentU() && in(before(), OPEN + "uú"));
            case 'u', 'ü' -> glide("u", "w", OPEN + "ií", in(before(), OPEN));
            case 'á', 'é', 'í', 'ó', 'ú' -> sounds.add(plain(c));
            case 'd', 'f', 'k', 'm', 'n', 'p', 's', 't', 'w', 'z', 'a', 'e', 'o' ->
                    sounds.add(Character.toString(c));
            default -> {
                // "h" is silent, and so is what is not a letter.
            }
        }
    }

    private void c() {
        if (next(1) == 'h') {
            sounds.add("ch");
            at++;
        } else if (next(1) == 'c' && in(next(2), FRONT)) {
            sounds.addAll(List.of("k", "z"));
            at++;
        } else {
            sounds.add(in(next(1), FRONT) ? "z" : "k");
        }
    }

    private void g() {
        if (in(next(1), FRONT)) {
            sounds.add("x");
            return;
        }
        sounds.add("g");
        if (next(1) == 'u' && in(next(2), FRONT)) {
            at++;
        }
    }

    private void r() {
        boolean strong = at == 0 || in(before(), "nls");
        doubled('r', "rr", strong ? "rr" : "r");
    }

    private void y() {
        boolean beforeVowel = in(next(1), VOWELS);
        if (beforeVowel) {
            sounds.add("ll");
        } else {
            sounds.add(in(before(), VOWELS) ? "j" : "i");
        }
    }

    private void doubled(char letter, String twice, String once) {
        if (next(1) == letter) {
            sounds.add(twice);
            at++;
        } else {
            sounds.add(once);
        }
    }

    private void glide(String full, String half, String beforeThese, boolean afterVowel) {
        sounds.add(in(next(1), beforeThese) || afterVowel ? half : full);
    }

    private boolean afterSilentU() {
        return at > 1 && before() == 'u' && in(word.charAt(at - 2), "gq");
    }

    private char before() {
        return at == 0 ? ' ' : word.charAt(at - 1);
    }

    private char next(int ahead) {
        return at + ahead < word.length() ? word.charAt(at + ahead) : ' ';
    }

    private static boolean in(char c, String set) {
        return set.indexOf(c) >= 0;
    }

    private static String plain(char accented) {
        var apart = Normalizer.normalize(Character.toString(accented), Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("");
    }
}
