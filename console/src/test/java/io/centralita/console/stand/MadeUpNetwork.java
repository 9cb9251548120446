package io.centralita.console.stand;

import io.centralita.console.house.NetworkDesk;
import java.util.List;
import java.util.Locale;

/// Six routers, one of which does not answer.
final class MadeUpNetwork implements NetworkDesk {
    private final Scene scene;

    MadeUpNetwork(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Status status(Locale language) {
        if (scene.networkDown()) {
            return new Status(
                    new Service("down", "http://127.0.0.1:5050", "Connection refused", null),
                    false,
                    List.of());
        }
        return new Status(
                new Service("up", "http://127.0.0.1:5050", "", null),
                true,
                List.of(
                        router("router-146", "FIBRA OPTICA", 12, 61, 221, 3),
                        router("router-147", "TORRE NORTE", 23, 48, 148, 0),
                        router("router-12", "HOTSPOT CENTRO", 91, 6, 64, 1),
                        router("router-205", "TORRE SUR", 34, 55, 132, 0),
                        router("router-310", "NODO RURAL", 8, 72, 87, 2),
                        RouterState.down("router-7", "RESPALDO", "10.0.0.7")));
    }

    private static RouterState router(
            String name, String identity, int cpu, int memory, int clients, int problems) {
        return new RouterState(
                name,
                identity,
                "10.0.0." + name.substring(7),
                "up",
                41L * 86_400,
                cpu,
                memory,
                "7.24",
                44,
                clients,
                problems);
    }

    @Override
    public Reply ask(String question) {
        return question.contains("999")
                ? new Reply(false, "No conozco ningún router 999.")
                : new Reply(true, "En el router FIBRA OPTICA hay 221 clientes activos.");
    }
}
