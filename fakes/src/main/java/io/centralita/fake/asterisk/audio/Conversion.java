package io.centralita.fake.asterisk.audio;

/// Makes frames of one format out of a stream of another. Frames of the same format pass untouched,
/// with the timing of their packet; all others lose it.
public final class Conversion {
    private final Format from;
    private final Format to;
    private final Samples decoder;
    private final Samples encoder;
    private final Rate rate;

    public Conversion(Format from, Format to) {
        this.from = from;
        this.to = to;
        this.decoder = new Samples(from);
        this.encoder = new Samples(to);
        this.rate = new Rate(from.rateHz(), to.rateHz());
    }

    public Format from() {
        return from;
    }

    /// @return a frame without bytes where one of the two carries nothing
    public Frame convert(Frame frame) {
        return from == to
                ? frame
                : Frame.of(to, encoder.encode(rate.convert(decoder.decode(frame.payload()))));
    }
}
