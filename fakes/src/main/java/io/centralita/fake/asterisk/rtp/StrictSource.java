package io.centralita.fake.asterisk.rtp;

/// `strictrtp`: packets of the announced source are taken at once, another one has to send four in
/// sequence first, which are lost; then it is the one.
final class StrictSource {
    private static final int PROBATION = 4;
    private String accepted;
    private String candidate = "";
    private int lastSequence;
    private int inSequence;

    StrictSource(String announced) {
        this.accepted = announced;
    }

    boolean accepts(String source, int sequence) {
        if (source.equals(accepted)) {
            candidate = "";
            return true;
        }
        boolean follows = source.equals(candidate) && sequence == ((lastSequence + 1) & 0xFFFF);
        inSequence = follows ? inSequence + 1 : 1;
        candidate = source;
        lastSequence = sequence;
        if (inSequence > PROBATION) {
            accepted = source;
            candidate = "";
            return true;
        }
        return false;
    }
}
