package io.centralita.app.eval.scenario;

import org.yaml.snakeyaml.nodes.Node;

/// One `key: value` of a file, or one item of a list.
///
/// @param line of the key, from 1
record Field(String key, int line, Node value) {
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
