package io.centralita.network.question;

/// How alike two words look or sound.
final class Similarity {
    private Similarity() {}

    /// The number of letters to insert, delete, replace or swap with their neighbour (optimal
    /// string alignment); any value above `limit` is given as `limit + 1`.
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                var cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return Math.min(d[a.length()][b.length()], limit + 1);
    }

    /// A spelling that is the same for Spanish words that sound the same (b and v; c, s and z; a
    /// silent h; ll and y; g and j before e and i; qu, k and c).
    static String sound(String word) {
        return word.replace("sc", "s")
                .replaceAll("c(?=[ei])", "s")
                .replace("qu", "k")
                .replace('c', 'k')
                .replace("kh", "ch")
                .replaceAll("g(?=[ei])", "j")
                .replace("gu", "g")
                .replaceAll("(?<!k)h", "")
                .replace("ll", "y")
                .replace('z', 's')
                .replace('v', 'b')
                .replaceAll("(.)\\1", "$1");
    }

    /// Whether one is most probably a slip of the other: one letter in five, two in nine.
    static boolean close(String word, String known) {
        return distance(word, known, allowed(word)) <= allowed(word);
    }

    static int allowed(String word) {
        if (word.length() >= 9) {
            return 2;
        }
        return word.length() >= 5 ? 1 : 0;
    }
}
