package io.centralita.engine.offline.ears;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Moves the acoustic model's Gaussians to another language and another line: for each phone and
/// stream an affine map of the means (maximum-likelihood linear regression, Leggetter and Woodland
/// 1995). Made by [AdaptationTrainer], kept as text. Immutable.
///
/// @param maps of a phone's name: for each stream and dimension a row of an offset and 13 factors
record Adaptation(Map<String, float[]> maps) {
    static final int ROW = AcousticModel.STREAM_LENGTH + 1;
    static final int LENGTH = AcousticModel.STREAMS * AcousticModel.STREAM_LENGTH * ROW;

    /// An adaptation that changes nothing.
    static final Adaptation NONE = new Adaptation(Map.of());

    /// @throws IOException when there is no such resource or it is damaged
    static Adaptation load(String resource) throws IOException {
        var stream = Adaptation.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException("no adaptation " + resource);
        }
        var maps = new TreeMap<String, float[]>();
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var part = line.split(" ", -1);
                if (part.length != LENGTH + 1) {
                    throw new IOException(resource + " has a line of " + part.length + " parts");
                }
                var map = new float[LENGTH];
                for (int i = 0; i < LENGTH; i++) {
                    map[i] = Float.parseFloat(part[i + 1]);
                }
                maps.put(part[0], map);
            }
        }
        return new Adaptation(maps);
    }

    void write(PrintStream out) {
        maps.forEach(
                (phone, map) -> {
                    var line = new StringBuilder(phone);
                    for (float value : map) {
                        line.append(' ').append(String.format(Locale.ROOT, "%.4g", value));
                    }
                    out.println(line);
                });
    }
}
