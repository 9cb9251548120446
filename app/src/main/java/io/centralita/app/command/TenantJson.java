package io.centralita.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.tenant.TenantCheck;
import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.form.TenantWriter;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tenants for programs.
final class TenantJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TenantJson() {}

    static String list(List<StoredTenant> all) {
        var list = JSON.arrayNode();
        all.forEach(stored -> list.add(node(stored)));
        return list.toPrettyString();
    }

    static String stored(StoredTenant stored) {
        return node(stored).toPrettyString();
    }

    private static ObjectNode node(StoredTenant stored) {
        var node = JSON.objectNode();
        node.put("id", stored.tenant().id());
        node.put("version", stored.version());
        node.put("changedAt", stored.changedAt().toString());
        node.put("changedBy", stored.changedBy());
        node.set("tenant", TenantWriter.write(stored.tenant()));
        return node;
    }

    static String history(List<TenantVersion> history) {
        var list = JSON.arrayNode();
        for (var one : history) {
            list.addObject()
                    .put("version", one.version())
                    .put("changedAt", one.changedAt().toString())
                    .put("changedBy", one.changedBy())
                    .put("deleted", one.deleted());
        }
        return list.toPrettyString();
    }

    /// What `tenant check` found.
    ///
    /// @param check empty where the tenant is not right
    static String problems(
            List<TenantProblem> problems, Optional<TenantCheck> check, Locale language) {
        var node = check.map(TenantJson::node).orElseGet(JSON::objectNode);
        var list = JSON.arrayNode();
        for (var problem : problems) {
            list.addObject()
                    .put("path", problem.path())
                    .put("line", problem.line())
                    .put("message", problem.sentence(language));
        }
        node.put("right", problems.isEmpty());
        node.set("problems", list);
        return node.toPrettyString();
    }

    static String check(TenantCheck check) {
        return node(check).toPrettyString();
    }

    private static ObjectNode node(TenantCheck check) {
        var selection = check.composition().selection();
        var node = JSON.objectNode();
        node.put("open", check.open());
        node.put("greeting", check.composition().greeting());
        node.put("instructions", check.composition().instructions());
        node.put("tokens", check.tokens());
        node.put("knowledgeTokens", selection.tokens());
        node.put("knowledgeBudget", selection.budget());
        ArrayNode left = node.putArray("leftOut");
        for (var one : selection.leftOut()) {
            left.addObject()
                    .put("path", one.path())
                    .put("name", one.name())
                    .put("tokens", one.tokens())
                    .put("beginningOnly", one.beginningOnly());
        }
        var secrets = node.putArray("missingSecrets");
        check.secrets().forEach(secrets::add);
        return node;
    }
}
