package io.centralita.app.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.tenant.document.YamlNode;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.form.TenantReader.Reading;
import io.centralita.tenant.form.TenantWriter;
import io.centralita.tenant.number.PhoneNumbers;
import io.centralita.tenant.profile.Reach;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.profile.TenantNumber;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;

/// Changes single things of a tenant.
public final class TenantEdit {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?s)([a-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)=(.*)");

    private TenantEdit() {}

    /// Whether this is `path=value`.
    public static boolean isAssignment(String text) {
        return ASSIGNMENT.matcher(text).matches();
    }

    /// The tenant with values in its document replaced, `company.name=Norte`; a value is YAML, so
    /// that lists can be set too: `tools=[get_*]`. Nothing after `=` takes the field away.
    public static Reading set(Tenant tenant, List<String> assignments) {
        var document = TenantWriter.write(tenant);
        for (var text : assignments) {
            var assignment = ASSIGNMENT.matcher(text);
            if (!assignment.matches()) {
                throw new IllegalArgumentException("no assignment: " + text);
            }
            set(document, List.of(assignment.group(1).split("\\.", -1)), assignment.group(2));
        }
        return TenantDocument.read(document);
    }

    private static void set(ObjectNode document, List<String> path, String value) {
        var part = document;
        for (var name : path.subList(0, path.size() - 1)) {
            part = part.get(name) instanceof ObjectNode known ? known : part.putObject(name);
        }
        if (value.isBlank()) {
            part.remove(path.getLast());
        } else {
            part.set(path.getLast(), value(value).json());
        }
    }

    /// What is no YAML is a text, as `Hola: ¿qué tal?`.
    private static YamlNode value(String text) {
        try {
            var node = YamlNode.read(new StringReader(text));
            return node.isMapping() && !text.strip().startsWith("{") ? plain(text) : node;
        } catch (YAMLException | IOException _) {
            return plain(text);
        }
    }

    private static YamlNode plain(String text) {
        return YamlNode.of(JsonNodeFactory.instance.textNode(text));
    }

    /// With the number, active or not; one that the tenant has becomes so.
    public static Tenant withNumber(Tenant tenant, String number, boolean active) {
        var numbers = new ArrayList<>(tenant.reach().numbers());
        var given = new TenantNumber(number, active);
        int place = place(tenant, number);
        if (place < 0) {
            numbers.add(given);
        } else {
            numbers.set(place, given);
        }
        return with(tenant, numbers);
    }

    public static Tenant withoutNumber(Tenant tenant, String number) {
        return with(
                tenant,
                tenant.reach().numbers().stream()
                        .filter(one -> !one.number().equals(number))
                        .toList());
    }

    public static boolean hasNumber(Tenant tenant, String number) {
        return place(tenant, number) >= 0;
    }

    public static Optional<String> number(String written) {
        return PhoneNumbers.e164(written);
    }

    private static int place(Tenant tenant, String number) {
        return tenant.reach().numbers().stream().map(TenantNumber::number).toList().indexOf(number);
    }

    private static Tenant with(Tenant tenant, List<TenantNumber> numbers) {
        var reach = tenant.reach();
        return tenant.with(
                new Reach(
                        numbers,
                        reach.tools(),
                        reach.transfers(),
                        reach.keys(),
                        reach.secrets(),
                        reach.browser()));
    }
}
