package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Fault;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.eval.scenario.ScenarioReader;
import io.centralita.app.eval.scenario.WrongScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds and reads scenario files.
public final class ScenarioFiles {
    private ScenarioFiles() {}

    /// @param scenarios that can be played
    /// @param faults of all the others
    public record Found(List<Scenario> scenarios, List<Fault> faults) {
        public Found {
            scenarios = List.copyOf(scenarios);
            faults = List.copyOf(faults);
        }
    }

    /// @param places files, and directories whose `*.yaml` are read in alphabetical order
    public static Found read(List<Path> places) throws IOException {
        var scenarios = new ArrayList<Scenario>();
        var faults = new ArrayList<Fault>();
        for (var file : files(places)) {
            try {
                scenarios.add(ScenarioReader.read(file));
            } catch (WrongScenario e) {
                faults.addAll(e.faults());
            }
        }
        return new Found(scenarios, faults);
    }

    private static List<Path> files(List<Path> places) throws IOException {
        var files = new ArrayList<Path>();
        for (var place : places) {
            if (Files.isDirectory(place)) {
                try (var inside = Files.list(place)) {
                    inside.filter(file -> file.toString().matches(".*\\.ya?ml"))
                            .sorted()
                            .forEach(files::add);
                }
            } else {
                files.add(place);
            }
        }
        return files.stream().distinct().toList();
    }
}
