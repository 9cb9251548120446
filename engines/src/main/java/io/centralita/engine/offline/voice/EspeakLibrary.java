package io.centralita.engine.offline.voice;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// libespeak-ng through the foreign-function API. Its state is the process's: open one at a time.
///
/// Works in synchronous retrieval mode: `espeak_Synth` calls back on the calling thread with every
/// 40 ms of samples and returns when the text is done; a callback that answers 1 ends it at once.
/// Constants and signatures: `espeak-ng/speak_lib.h` of espeak-ng 1.51.
// "restricted": every call into a native library is; that is this class's one purpose.
@SuppressWarnings("restricted")
final class EspeakLibrary implements SpeechWorker.Library {
    private static final int AUDIO_OUTPUT_SYNCHRONOUS = 2;
    private static final int INITIALIZE_DONT_EXIT = 0x8000;
    private static final int BUFFER_MS = 40;
    private static final int PARAMETER_RATE = 1;
    private static final int POSITION_CHARACTER = 1;
    private static final int CHARS_UTF8 = 1;

    /// Adds the pause that belongs after the clause also where the text ends with it.
    private static final int END_PAUSE = 0x1000;

    private static final int CALLBACK_GO_ON = 0;
    private static final int CALLBACK_ABORT = 1;

    /// Language lists of voices are short; a bound for reading memory that is not ours.
    private static final int MAX_C_STRING = 256;

    private static final int MAX_VOICES = 1_000;
    private static final FunctionDescriptor CALLBACK =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

    /// The class's lock guards it.
    private static boolean initialised;

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup symbols;
    private final MethodHandle synth;
    private final MethodHandle setVoice;
    private final MethodHandle setParameter;
    private final MethodHandle setCallback;
    private String voice = "";
    private int wordsPerMinute;

    private short[] samples = new short[Clause.SAMPLE_RATE_HZ];
    private int count;
    private boolean tooLong;
    private @Nullable RuntimeException failure;
    private BooleanSupplier wanted = () -> false;

    private EspeakLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        synth =
                function(
                        "espeak_Synth",
                        FunctionDescriptor.of(
                                JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_INT, ADDRESS, ADDRESS));
        setCallback = function("espeak_SetSynthCallback", FunctionDescriptor.ofVoid(ADDRESS));
        setVoice = function("espeak_SetVoiceByName", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        setParameter =
                function(
                        "espeak_SetParameter",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    static EspeakLibrary open() throws SynthesisException {
        EspeakLibrary library = new EspeakLibrary(find());
        try {
            library.initialise();
            return library;
        } catch (SynthesisException | RuntimeException e) {
            library.arena.close();
            throw e;
        }
    }

    /// The library stays loaded for the life of the process: unloading code that may have left
    /// something behind is not worth its half megabyte.
    private static SymbolLookup find() throws SynthesisException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String file =
                system.contains("mac")
                        ? "libespeak-ng.1.dylib"
                        : system.contains("windows") ? "libespeak-ng.dll" : "libespeak-ng.so.1";
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new SynthesisException(file + " cannot be loaded", e);
        }
    }

    /// Once in a process: `espeak_Terminate` of 1.51 may wait for ever for a helper thread of its
    /// own, so the library is never ended; what stays is that idle native thread and the data of
    /// one voice.
    private void initialise() throws SynthesisException {
        synchronized (EspeakLibrary.class) {
            if (!initialised) {
                startLibrary();
                initialised = true;
            }
        }
        listen();
    }

    private void startLibrary() throws SynthesisException {
        MethodHandle initialise =
                function(
                        "espeak_Initialize",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        int rate =
                call(
                        initialise,
                        AUDIO_OUTPUT_SYNCHRONOUS,
                        BUFFER_MS,
                        MemorySegment.NULL,
                        INITIALIZE_DONT_EXIT);
        if (rate != Clause.SAMPLE_RATE_HZ) {
            throw new SynthesisException("espeak-ng did not start (its data is missing?): " + rate);
        }
    }

    private void listen() {
        try {
            MethodHandle onSamples =
                    MethodHandles.lookup()
                            .findVirtual(
                                    EspeakLibrary.class,
                                    "onSamples",
                                    MethodType.methodType(
                                            int.class,
                                            MemorySegment.class,
                                            int.class,
                                            MemorySegment.class))
                            .bindTo(this);
            var stub = Linker.nativeLinker().upcallStub(onSamples, CALLBACK, arena);
            call(setCallback, stub);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public short[] render(Clause clause, BooleanSupplier stillWanted) throws SynthesisException {
        choose(clause);
        count = 0;
        tooLong = false;
        failure = null;
        wanted = stillWanted;
        try (Arena texts = Arena.ofConfined()) {
            // The size includes the terminating zero, which allocateFrom appends.
            MemorySegment text = texts.allocateFrom(clause.text());
            int error =
                    call(
                            synth,
                            text,
                            text.byteSize(),
                            0,
                            POSITION_CHARACTER,
                            0,
                            CHARS_UTF8 | END_PAUSE,
                            MemorySegment.NULL,
                            MemorySegment.NULL);
            if (failure != null) {
                throw failure;
            }
            if (tooLong) {
                throw new SynthesisException(
                        "a clause of more than " + Clause.MAX_SECONDS + " s of speech");
            }
            if (error != 0 && wanted.getAsBoolean()) {
                throw new SynthesisException("espeak_Synth failed with " + error);
            }
            return Arrays.copyOf(samples, count);
        } finally {
            wanted = () -> false;
        }
    }

    /// Called by the library. Nothing may be thrown into native code: it would end the process.
    int onSamples(MemorySegment wav, int length, MemorySegment events) {
        try {
            if (!wanted.getAsBoolean()) {
                return CALLBACK_ABORT;
            }
            if (length <= 0 || wav.equals(MemorySegment.NULL)) {
                return CALLBACK_GO_ON;
            }
            if (count + length > Clause.MAX_SAMPLES) {
                tooLong = true;
                return CALLBACK_ABORT;
            }
            if (count + length > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(count + length, samples.length * 2));
            }
            MemorySegment.copy(
                    wav.reinterpret((long) length * Short.BYTES),
                    JAVA_SHORT,
                    0,
                    samples,
                    count,
                    length);
            count += length;
            return CALLBACK_GO_ON;
        } catch (RuntimeException e) {
            failure = e;
            return CALLBACK_ABORT;
        }
    }

    private void choose(Clause clause) throws SynthesisException {
        if (!clause.voice().equals(voice)) {
            voice = "";
            try (Arena names = Arena.ofConfined()) {
                if (call(setVoice, names.allocateFrom(clause.voice())) != 0) {
                    throw new SynthesisException("espeak-ng has no voice " + clause.voice());
                }
            }
            voice = clause.voice();
            wordsPerMinute = 0;
        }
        if (clause.wordsPerMinute() != wordsPerMinute) {
            call(setParameter, PARAMETER_RATE, clause.wordsPerMinute(), 0);
            wordsPerMinute = clause.wordsPerMinute();
        }
    }

    @Override
    public LibraryFacts facts() {
        MethodHandle info = function("espeak_Info", FunctionDescriptor.of(ADDRESS, ADDRESS));
        MethodHandle list = function("espeak_ListVoices", FunctionDescriptor.of(ADDRESS, ADDRESS));
        MemorySegment version = callForAddress(info, arena.allocate(ADDRESS));
        return new LibraryFacts(string(version), voices(callForAddress(list, MemorySegment.NULL)));
    }

    /// Reads `espeak_VOICE**`, ended by null: name, languages (a priority byte before the tag) and
    /// identifier are the first three pointers of each.
    private static List<String> voices(MemorySegment list) {
        var tags = new ArrayList<String>();
        long pointer = ADDRESS.byteSize();
        MemorySegment all = list.reinterpret(pointer * MAX_VOICES);
        for (int i = 0; i < MAX_VOICES; i++) {
            MemorySegment entry = all.getAtIndex(ADDRESS, i);
            if (entry.equals(MemorySegment.NULL)) {
                break;
            }
            MemorySegment voice = entry.reinterpret(pointer * 3);
            String identifier = string(voice.getAtIndex(ADDRESS, 2));
            String tag = string(voice.getAtIndex(ADDRESS, 1).reinterpret(MAX_C_STRING).asSlice(1));
            boolean builtIn = !identifier.startsWith("mb") && !identifier.startsWith("!");
            if (builtIn && VoiceChoice.LANGUAGES.contains(tag.split("-", 2)[0])) {
                tags.add(tag);
            }
        }
        return tags.stream().distinct().sorted().toList();
    }

    private static String string(MemorySegment address) {
        return address.reinterpret(MAX_C_STRING).getString(0);
    }

    @Override
    public void close() {
        call(setCallback, MemorySegment.NULL);
        arena.close();
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    private static int call(MethodHandle function, Object... arguments) {
        return invoke(function, arguments) instanceof Integer result ? result : 0;
    }

    private static MemorySegment callForAddress(MethodHandle function, Object... arguments) {
        return invoke(function, arguments) instanceof MemorySegment result
                ? result
                : MemorySegment.NULL;
    }

    private static @Nullable Object invoke(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("native call failed", e);
        }
    }
}
