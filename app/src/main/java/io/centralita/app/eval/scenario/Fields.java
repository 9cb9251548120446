package io.centralita.app.eval.scenario;

import io.centralita.tenant.document.NearestName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The fields of one mapping, each known and given once. Belongs to one thread.
final class Fields {
    private final int line;
    private final Map<String, Field> fields;
    private final boolean understood;

    private Fields(int line, Map<String, Field> fields, boolean understood) {
        this.line = line;
        this.fields = fields;
        this.understood = understood;
    }

    /// @param what the mapping is, as the format calls it
    /// @param known the keys it may have
    /// @return empty where it is no mapping
    static Optional<Fields> of(Node node, String what, Collection<String> known, Faults faults) {
        if (!(node instanceof MappingNode mapping)) {
            faults.add(Field.line(node), "no-mapping", what, String.join(", ", known));
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, Field>();
        var understood = true;
        for (var pair : mapping.getValue()) {
            var at = Field.line(pair.getKeyNode());
            var key = pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!known.contains(key)) {
                unknown(at, key, what, known, faults);
                understood = false;
            } else if (fields.putIfAbsent(key, new Field(key, at, pair.getValueNode())) != null) {
                faults.add(at, "twice", key);
            }
        }
        return Optional.of(new Fields(Field.line(node), fields, understood));
    }

    private static void unknown(
            int line, String key, String what, Collection<String> known, Faults faults) {
        var nearest = NearestName.of(key, known);
        if (nearest.isPresent()) {
            faults.add(line, "unknown.nearest", key, what, nearest.get());
        } else {
            faults.add(line, "unknown", key, what, String.join(", ", known));
        }
    }

    int line() {
        return line;
    }

    /// Whether every key is known: what seems to be missing may have been mistyped.
    boolean understood() {
        return understood;
    }

    Optional<Field> find(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    Set<String> names() {
        return fields.keySet();
    }

    Collection<Field> all() {
        return fields.values();
    }
}
