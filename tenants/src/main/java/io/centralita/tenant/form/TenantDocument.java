package io.centralita.tenant.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.tenant.document.YamlNode;
import io.centralita.tenant.document.YamlText;
import io.centralita.tenant.form.TenantReader.Reading;
import io.centralita.tenant.profile.Tenant;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// A tenant as a file: YAML for people, JSON for programs and the store. Both say the same.
public final class TenantDocument {
    /// Of one document, in bytes.
    public static final int LARGEST = 2 * 1024 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private TenantDocument() {}

    public static Reading readYaml(String text) {
        return yaml(text, null);
    }

    /// A file on this machine, which may name others for its context: `file` in the place of
    /// `text`.
    public static Reading readYaml(String text, ContextFiles files) {
        return yaml(text, files);
    }

    private static Reading yaml(String text, @Nullable ContextFiles files) {
        if (isTooLarge(text)) {
            return tooLarge();
        }
        try {
            return TenantReader.read(YamlNode.read(new StringReader(text)), files);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return unreadable(
                    mark == null ? 0 : mark.getLine() + 1, String.valueOf(e.getProblem()));
        } catch (YAMLException | IOException e) {
            return unreadable(0, firstLine(e));
        }
    }

    public static Reading readJson(String text) {
        if (isTooLarge(text)) {
            return tooLarge();
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // The location alone: the message quotes the text.
            var at = e.getLocation();
            return unreadable(at == null ? 0 : at.getLineNr(), "no JSON");
        }
    }

    public static Reading read(JsonNode document) {
        return TenantReader.read(YamlNode.of(document), null);
    }

    public static String writeYaml(Tenant tenant) {
        return YamlText.of(TenantWriter.write(tenant));
    }

    public static String writeJson(Tenant tenant) {
        try {
            return JSON.writeValueAsString(TenantWriter.write(tenant));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static boolean isTooLarge(String text) {
        return text.length() > LARGEST || text.getBytes(UTF_8).length > LARGEST;
    }

    private static Reading tooLarge() {
        return Reading.unreadable(new TenantProblem("", "too-large", LARGEST));
    }

    private static Reading unreadable(int line, String detail) {
        return Reading.unreadable(
                line == 0
                        ? new TenantProblem("", "unreadable", detail)
                        : new TenantProblem("", "unreadable.line", String.valueOf(line), detail));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
