package io.centralita.console.stand;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.console.house.House;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Settings, tools, prompts and checks of a house that is not there.
final class MadeUpHouse implements House {
    @Override
    public List<SettingGroup> settings(Locale language) {
        return List.of(
                new SettingGroup(
                        "HTTP",
                        List.of(
                                new SettingEntry(
                                        "HTTP_HOST", "Dónde escucha", false, "127.0.0.1", null),
                                new SettingEntry("HTTP_PORT", "Puerto", false, "8080", ".env"),
                                new SettingEntry(
                                        "CONSOLE_PASSWORD",
                                        "Contraseña de la consola",
                                        true,
                                        null,
                                        "environment"))),
                new SettingGroup(
                        "OpenAI",
                        List.of(
                                new SettingEntry("OPENAI_API_KEY", "Clave", true, null, null),
                                new SettingEntry(
                                        "OPENAI_MODEL", "Modelo", false, "gpt-realtime", null))));
    }

    @Override
    public List<ToolEntry> tools(Optional<String> tenant) {
        var json = JsonNodeFactory.instance;
        var parameters = json.objectNode().put("type", "object");
        parameters
                .putObject("properties")
                .putObject("question")
                .put("type", "string")
                .put("description", "La pregunta, en lenguaje corriente");
        parameters.putArray("required").add("question");
        return List.of(
                new ToolEntry(
                        "consultar_mikrotik",
                        "Pregunta a los routers de la red.",
                        parameters,
                        false),
                new ToolEntry("get_current_time", "Dice la hora.", json.objectNode(), false),
                new ToolEntry(
                        "reiniciar_router", "Reinicia un router.", parameters.deepCopy(), true));
    }

    @Override
    public List<String> engines() {
        return List.of("openai", "pipeline", "offline");
    }

    @Override
    public List<Line> lines() {
        return List.of(
                new Line("twilio", true, true, "https://llamadas.norte.example/api/twilio/webhook"),
                new Line("asterisk", false, true, ""),
                new Line("webrtc", true, false, ""),
                new Line("realtime", true, false, "/v1/realtime"));
    }

    @Override
    public List<Prompt> prompts(Locale language) {
        return List.of(
                new Prompt(
                        "guard.looking-up",
                        List.of(
                                new Wording("Un momento, lo consulto.", true),
                                new Wording("Lo miro enseguida.", true))),
                new Prompt("idle.are-you-there", List.of(new Wording("¿Sigue ahí?", true))),
                new Prompt("call.goodbye", List.of(new Wording("Hasta luego.", false))));
    }

    @Override
    public Optional<byte[]> promptAudio(String key, int wording, Locale language) {
        return key.equals("guard.looking-up")
                ? Optional.of(StoredRoutes.wav().getBytes())
                : Optional.empty();
    }

    @Override
    public void examine(Locale language, Consumer<Outcome> found) {
        found.accept(new Outcome("JDK", "PASS", "25.0.3", Optional.empty(), Duration.ofMillis(3)));
        found.accept(
                new Outcome(
                        "Puerto 8080",
                        "NOTE",
                        "lo usa esta centralita",
                        Optional.empty(),
                        Duration.ofMillis(1)));
        found.accept(
                new Outcome(
                        "espeak-ng",
                        "FAIL",
                        "no está instalado",
                        Optional.of("apt-get install espeak-ng"),
                        Duration.ofMillis(12)));
        found.accept(
                new Outcome(
                        "Base de datos",
                        "PASS",
                        "sqlite:data/centralita.db",
                        Optional.empty(),
                        Duration.ofMillis(8)));
    }
}
