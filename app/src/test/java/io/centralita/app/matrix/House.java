package io.centralita.app.matrix;

import io.centralita.call.CallMetrics;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.twilio.MatrixLine;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.ladder.LadderSettings;
import io.centralita.engine.ladder.Rung;
import io.centralita.engine.openai.MatrixModel;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.pipeline.PipelineSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;

/// One call of one cell, from the ringing to the report.
final class House implements AutoCloseable {
    private static final String CALL_ID = "CA1";
    private static final Duration SLOT = Duration.ofMillis(20);

    /// Longer than the most patient caller stays.
    private static final long LONGEST_MS = 400_000;

    /// For what is closed after the call.
    private static final Duration AFTERWARDS = Duration.ofSeconds(90);

    private final Cell cell;
    private final World world = new World();
    private final SoundBook sounds = new SoundBook();
    private final CallerEar ear = new CallerEar(world, sounds);
    private final FaultyTool tool;
    private final FaultyChat chat = new FaultyChat(world, this::said);
    private final FaultyEars ears = new FaultyEars(world, this::said);
    private final FaultyVoice voice = new FaultyVoice(world, sounds);
    private final MatrixModel model =
            new MatrixModel(world, sounds, this::said, new ModelBrain(this::said));
    private final FaultyRecords records;
    private final Caller caller;
    private final MatrixLine line;
    private final Switchboard switchboard;
    private boolean struck;
    private boolean lost;
    private long struckMs = -1;

    House(Cell cell) {
        this.cell = cell;
        tool = new FaultyTool(world, cell.fault().part() == Fault.Part.TOOL);
        records = FaultyRecords.open(cell.fault().part() == Fault.Part.RECORDS);
        caller = new Caller(world, ear, cell, tool, this::hangUp);
        line = new MatrixLine(world, caller, this::slot);
        switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                CallSettings.standard(Dialogue.SPANISH, Dialogue.GREETING),
                                engine(),
                                List.of(tool),
                                new BundledTexts(),
                                sounds,
                                records.records(),
                                new CallMetrics(new SimpleMeterRegistry()),
                                world,
                                2));
    }

    private Engine engine() {
        var pipeline =
                new PipelineEngine(
                        "pipeline",
                        new PipelineParts(ears, chat, voice),
                        PipelineSettings.DEFAULTS,
                        world);
        return switch (cell.engine()) {
            case OPENAI -> model;
            case PIPELINE -> pipeline;
            case LADDER ->
                    new LadderEngine(
                            List.of(
                                    Rung.of(model),
                                    Rung.of(new Watched(pipeline, this::handsOver))),
                            LadderSettings.DEFAULTS,
                            world);
        };
    }

    /// Plays the call to its end.
    Outcome play() {
        if (cell.moment() == Moment.RINGING) {
            strike();
        }
        if (cell.moment() == Moment.SPEAKING
                && cell.fault().failsAnswers()
                && cell.engine() != EngineKind.PIPELINE) {
            // A response whose words are to break off has to know before it begins.
            model.failMidway();
            tool.whenAsked(this::strike);
        }
        world.execute(() -> line.start(CALL_ID, switchboard::accept));
        while (!line.isOver() && world.ms() < LONGEST_MS) {
            world.pass(SLOT);
        }
        var endedMs = world.ms();
        tool.release();
        world.pass(AFTERWARDS);
        return new Outcome(
                ear.heard(),
                caller.said(),
                endedMs,
                struckMs,
                caller.isContent(),
                caller.isImpatient(),
                line.end(),
                records.records().find(CALL_ID),
                new Outcome.Leftovers(
                        switchboard.liveCalls(),
                        world.waiting(),
                        ear.strangeFrames(),
                        line.oddities(),
                        world.faults()));
    }

    private byte[] slot() {
        if (cell.moment() == Moment.HANDING_OVER && !lost && toolRunsFor(400)) {
            lost = true;
            model.strike(Fault.UPGRADE_REFUSED);
        }
        if (!struck && hasCome(cell.moment())) {
            strike();
        }
        return caller.get();
    }

    private boolean hasCome(Moment moment) {
        boolean ofTool = cell.fault().part() == Fault.Part.TOOL;
        return switch (moment) {
            case RINGING, HANDING_OVER -> false;
            case GREETING -> ear.now().filter(now -> now.toMs() - now.fromMs >= 400).isPresent();
            case LISTENING ->
                    ear.settled(0).filter(one -> world.ms() - one.toMs() >= 500).isPresent();
            case THINKING ->
                    caller.saidAgo(ofTool ? Dialogue.INTERJECTION : Dialogue.QUESTION) >= 700;
            case TOOL_RUNNING -> toolRunsFor(400);
            case SPEAKING ->
                    ofTool
                            ? tool.isRunning()
                                    && ear.now()
                                            .filter(now -> now.toMs() - now.fromMs >= 400)
                                            .isPresent()
                            : caller.hearsAnswerFor(600);
            case INTERRUPTED ->
                    caller.sayingFor(ofTool ? Dialogue.INTERJECTION : Dialogue.SECOND_QUESTION)
                            >= 400;
        };
    }

    private boolean toolRunsFor(long ms) {
        return tool.isRunning() && world.ms() - tool.startedMs() >= ms;
    }

    private void handsOver() {
        if (cell.moment() == Moment.HANDING_OVER && !struck) {
            strike();
        }
    }

    private void strike() {
        struck = true;
        struckMs = world.ms();
        var fault = cell.fault();
        switch (fault.part()) {
            case MODEL -> {
                if (cell.engine() == EngineKind.PIPELINE || cell.moment() == Moment.HANDING_OVER) {
                    chat.strike(fault);
                } else {
                    model.strike(fault);
                }
            }
            case RECOGNISER -> ears.strike(fault);
            case SYNTHESISER -> voice.strike(fault);
            case TOOL -> tool.strike(fault);
            case RECORDS -> records.strike(fault);
        }
    }

    private String said() {
        return caller.lastSaid();
    }

    private void hangUp() {
        line.hangUp();
    }

    @Override
    public void close() {
        world.close();
        records.close();
    }

    /// Tells when an engine is opened.
    private record Watched(Engine engine, Runnable opens) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public EngineSession open(
                SessionSettings settings, EngineListener listener, SpeechOut speech) {
            opens.run();
            return engine.open(settings, listener, speech);
        }
    }
}
