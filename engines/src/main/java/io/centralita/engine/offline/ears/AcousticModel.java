package io.centralita.engine.offline.ears;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// How the phones sound: hidden Markov models of three states for each phone in its context
/// (triphone), whose states (senones) weigh the Gaussians of their phone's codebook.
///
/// Immutable after [#load], some 20 MB, shared by all decoders.
final class AcousticModel {
    static final int STATES = 3;
    static final int STREAMS = 3;
    static final int STREAM_LENGTH = 13;
    static final int GAUSSIANS = 128;

    /// Where in its word a triphone stands; the order is that of the model's letters "beis".
    static final int BEGIN = 0;

    static final int END = 1;
    static final int INSIDE = 2;
    static final int SINGLE = 3;

    private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/en-us";
    private static final String POSITIONS = "beis";
    private static final float WEIGHT_FLOOR = 1e-7f;
    private static final float VARIANCE_FLOOR = 1e-4f;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final String[] phones;
    private final Map<String, Integer> phoneIndex;

    /// (phone, left, right, position) to the number of its state sequence, −1 where there is none.
    private final int[] sequenceOf;

    /// Senones of each state sequence, three apiece.
    private final int[] sequences;

    private final byte[] phoneOfSenone;

    /// Of codebook, stream, dimension, Gaussian: laid out so that the innermost loop runs over
    /// Gaussians.
    final float[] means;

    final float[] precisions;
    final float[] factors;

    /// Of senone, stream, Gaussian; linear, sums to 1 over the Gaussians.
    final float[] weights;

    /// Natural logarithms, of phone and state: staying and going on.
    final float[] stay;

    final float[] leave;

    static AcousticModel load() throws IOException {
        return new AcousticModel(new ModelFiles(FOLDER));
    }

    private AcousticModel(ModelFiles files) throws IOException {
        try (var mdef =
                new BufferedReader(
                        new InputStreamReader(files.open("mdef"), StandardCharsets.US_ASCII))) {
            expect(mdef.readLine(), "0.3");
            phoneIndex = new HashMap<>();
            int bases = count(mdef, "n_base");
            int triphones = count(mdef, "n_tri");
            count(mdef, "n_state_map");
            int senones = count(mdef, "n_tied_state");
            phones = new String[bases];
            phoneOfSenone = new byte[senones];
            sequenceOf = new int[bases * bases * bases * POSITIONS.length()];
            Arrays.fill(sequenceOf, -1);
            sequences = readSequences(mdef, bases, triphones);
        }
        int codebooks = phones.length;
        means = densities(files.body("means"), codebooks);
        precisions = densities(files.body("variances"), codebooks);
        factors = new float[codebooks * STREAMS * GAUSSIANS];
        invertVariances();
        weights = readWeights(files.body("mixture_weights"), phoneOfSenone.length);
        stay = new float[codebooks * STATES];
        leave = new float[codebooks * STATES];
        readTransitions(files.body("transition_matrices"));
    }

    /// The same model with its means moved; all else is shared with this one.
    AcousticModel adapted(Adaptation adaptation) {
        return new AcousticModel(this, adaptation);
    }

    private AcousticModel(AcousticModel other, Adaptation adaptation) {
        phones = other.phones;
        phoneIndex = other.phoneIndex;
        sequenceOf = other.sequenceOf;
        sequences = other.sequences;
        phoneOfSenone = other.phoneOfSenone;
        precisions = other.precisions;
        factors = other.factors;
        weights = other.weights;
        stay = other.stay;
        leave = other.leave;
        means = other.means.clone();
        adaptation.maps().forEach((name, map) -> move(other.means, phone(name), map));
    }

    private void move(float[] from, int phone, float[] map) {
        for (int row = 0; row < STREAMS * STREAM_LENGTH; row++) {
            int block = phone * STREAMS + row / STREAM_LENGTH;
            int to = (block * STREAM_LENGTH + row % STREAM_LENGTH) * GAUSSIANS;
            for (int g = 0; g < GAUSSIANS; g++) {
                float moved = map[row * Adaptation.ROW];
                for (int d = 0; d < STREAM_LENGTH; d++) {
                    float factor = map[row * Adaptation.ROW + 1 + d];
                    moved += factor * from[(block * STREAM_LENGTH + d) * GAUSSIANS + g];
                }
                means[to + g] = moved;
            }
        }
    }

    int phoneCount() {
        return phones.length;
    }

    String phone(int index) {
        return phones[index];
    }

    /// @throws IllegalArgumentException for a phone that the model does not have
    int phone(String name) {
        var index = phoneIndex.get(name);
        if (index == null) {
            throw new IllegalArgumentException("the acoustic model has no phone " + name);
        }
        return index;
    }

    int senoneCount() {
        return phoneOfSenone.length;
    }

    int silence() {
        return phone("SIL");
    }

    /// The senone of a state of a state sequence.
    int senone(int sequence, int state) {
        return sequences[sequence * STATES + state];
    }

    int phoneOf(int senone) {
        return phoneOfSenone[senone];
    }

    /// The state sequence of a phone alone. Phones have the first numbers.
    int contextFree(int phone) {
        return phone;
    }

    /// The state sequence of a phone between two others; the nearest there is where the model never
    /// met the phone in this place.
    int sequence(int phone, int left, int right, int position) {
        int exact = sequenceOf[key(phone, left, right, position)];
        if (exact >= 0) {
            return exact;
        }
        for (int other = 0; other < POSITIONS.length(); other++) {
            int near = sequenceOf[key(phone, left, right, other)];
            if (near >= 0) {
                return near;
            }
        }
        return contextFree(phone);
    }

    private int key(int phone, int left, int right, int position) {
        return ((phone * phones.length + left) * phones.length + right) * POSITIONS.length()
                + position;
    }

    private int[] readSequences(BufferedReader mdef, int bases, int triphones) throws IOException {
        var known = new HashMap<Long, Integer>();
        var found = new int[(bases + triphones) * STATES];
        int used = 0;
        int phone = 0;
        for (var line = mdef.readLine(); line != null; line = mdef.readLine()) {
            var part = SPACES.split(line.strip(), -1);
            if (part.length != 10 || part[0].startsWith("#")) {
                continue;
            }
            boolean base = "-".equals(part[1]);
            if (base) {
                phones[phone] = part[0];
                phoneIndex.put(part[0], phone++);
            }
            int of = phone(part[0]);
            long packed = 0;
            for (int state = 0; state < STATES; state++) {
                int senone = Integer.parseInt(part[6 + state]);
                phoneOfSenone[senone] = (byte) of;
                packed = packed * phoneOfSenone.length + senone;
            }
            var number = known.get(packed);
            if (number == null || base) {
                number = used;
                known.put(packed, number);
                for (int state = 0; state < STATES; state++) {
                    found[used * STATES + state] = Integer.parseInt(part[6 + state]);
                }
                used++;
            }
            if (!base) {
                int position = POSITIONS.indexOf(part[3]);
                sequenceOf[key(of, phone(part[1]), phone(part[2]), position)] = number;
            }
        }
        return Arrays.copyOf(found, used * STATES);
    }

    private static float[] densities(ByteBuffer file, int codebooks) throws IOException {
        expect(file.getInt(), codebooks, "codebooks");
        expect(file.getInt(), STREAMS, "streams");
        expect(file.getInt(), GAUSSIANS, "Gaussians");
        for (int stream = 0; stream < STREAMS; stream++) {
            expect(file.getInt(), STREAM_LENGTH, "dimensions");
        }
        file.getInt();
        var values = new float[codebooks * STREAMS * STREAM_LENGTH * GAUSSIANS];
        for (int block = 0; block < codebooks * STREAMS; block++) {
            for (int gaussian = 0; gaussian < GAUSSIANS; gaussian++) {
                for (int d = 0; d < STREAM_LENGTH; d++) {
                    values[(block * STREAM_LENGTH + d) * GAUSSIANS + gaussian] = file.getFloat();
                }
            }
        }
        return values;
    }

    /// Turns variances into halved precisions and collects each Gaussian's constant.
    private void invertVariances() {
        for (int at = 0; at < precisions.length; at++) {
            float variance = Math.max(precisions[at], VARIANCE_FLOOR);
            int block = at / (STREAM_LENGTH * GAUSSIANS);
            factors[block * GAUSSIANS + at % GAUSSIANS] -=
                    (float) (0.5 * Math.log(2 * Math.PI * variance));
            precisions[at] = 0.5f / variance;
        }
    }

    private static float[] readWeights(ByteBuffer file, int senones) throws IOException {
        expect(file.getInt(), senones, "senones");
        expect(file.getInt(), STREAMS, "streams");
        expect(file.getInt(), GAUSSIANS, "Gaussians");
        file.getInt();
        var values = new float[senones * STREAMS * GAUSSIANS];
        for (int row = 0; row < values.length; row += GAUSSIANS) {
            float sum = 0;
            for (int at = row; at < row + GAUSSIANS; at++) {
                values[at] = file.getFloat();
                sum += values[at];
            }
            for (int at = row; at < row + GAUSSIANS; at++) {
                values[at] = Math.max(values[at] / sum, WEIGHT_FLOOR);
            }
        }
        return values;
    }

    private void readTransitions(ByteBuffer file) throws IOException {
        expect(file.getInt(), phones.length, "transition matrices");
        expect(file.getInt(), STATES, "states");
        expect(file.getInt(), STATES + 1, "targets");
        file.getInt();
        for (int row = 0; row < phones.length * STATES; row++) {
            int state = row % STATES;
            var target = new float[STATES + 1];
            float sum = 0;
            for (int to = 0; to <= STATES; to++) {
                target[to] = file.getFloat();
                sum += target[to];
            }
            stay[row] = (float) Math.log(target[state] / sum);
            leave[row] = (float) Math.log(target[state + 1] / sum);
        }
    }

    private static int count(BufferedReader mdef, String name) throws IOException {
        var line = mdef.readLine();
        if (line == null || !line.endsWith(" " + name)) {
            throw new IOException("the model definition does not say " + name);
        }
        return Integer.parseInt(line.substring(0, line.indexOf(' ')));
    }

    private static void expect(String got, String wanted) throws IOException {
        if (!wanted.equals(got)) {
            throw new IOException("model definition of version " + got + ", not " + wanted);
        }
    }

    private static void expect(int got, int wanted, String what) throws IOException {
        if (got != wanted) {
            throw new IOException("the acoustic model has " + got + " " + what + ", not " + wanted);
        }
    }
}
