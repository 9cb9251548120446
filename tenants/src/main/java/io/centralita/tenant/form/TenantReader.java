package io.centralita.tenant.form;

import io.centralita.tenant.document.YamlNode;
import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.profile.ClosedConduct;
import io.centralita.tenant.profile.Company;
import io.centralita.tenant.profile.Presence;
import io.centralita.tenant.profile.Tenant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a tenant of its document, whatever the document was written in. Everything wrong is noted
/// at once; what is right is read all the same.
public final class TenantReader {
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "company",
                    "information",
                    "language",
                    "voice",
                    "greeting",
                    "engine",
                    "time-zone",
                    "hours",
                    "when-closed",
                    "faqs",
                    "context",
                    "prompt",
                    "tools",
                    "numbers",
                    "transfers",
                    "keys",
                    "secrets",
                    "browser",
                    "ringing",
                    "spending",
                    "memory",
                    "retention-days",
                    "recordings");
    private static final List<String> COMPANY =
            List.of("name", "description", "phone", "email", "web", "address");
    private static final int LONGEST_INFORMATION = 50_000;

    private final Findings findings = new Findings();

    private final @Nullable ContextFiles files;

    private TenantReader(@Nullable ContextFiles files) {
        this.files = files;
    }

    /// What was found.
    ///
    /// @param tenant as far as it is right; empty where it has no id
    public record Reading(Optional<Tenant> tenant, List<TenantProblem> problems) {
        /// A document that cannot be read at all.
        static Reading unreadable(TenantProblem problem) {
            return new Reading(Optional.empty(), List.of(problem));
        }

        /// The tenant, where nothing is wrong with it.
        public Optional<Tenant> right() {
            return problems.isEmpty() ? tenant : Optional.empty();
        }
    }

    /// @param files null where the document may not name any
    static Reading read(YamlNode document, @Nullable ContextFiles files) {
        return new TenantReader(files).tenant(new Item("", document));
    }

    private Reading tenant(Item document) {
        var part = Part.of(findings, document, FIELDS);
        if (!document.node().isMapping()) {
            return new Reading(Optional.empty(), findings.problems());
        }
        var id =
                part.needed("id", 100).isEmpty()
                        ? Optional.<String>empty()
                        : part.value(
                                "id",
                                text -> Optional.of(text).filter(Tenant::isId),
                                Right.of("id"));
        var company = company(part);
        var presence = presence(part);
        var knowledge = new KnowledgeReader(findings, files).read(part);
        var reach = new ReachReader(findings).read(part);
        var manner = new MannerReader(findings).read(part, reach.secrets().keySet());
        var terms = new TermsReader(findings).read(part);
        return new Reading(
                id.map(
                        known ->
                                new Tenant(
                                        known, company, manner, presence, knowledge, reach, terms)),
                findings.problems());
    }

    private Company company(Part tenant) {
        var information = tenant.text("information", LONGEST_INFORMATION);
        return tenant.part("company", COMPANY)
                .map(
                        part ->
                                new Company(
                                        part.text("name", 200),
                                        part.text("description", 2_000),
                                        part.text("phone", 100),
                                        part.value("email", Checks::email, Right.of("email"))
                                                .orElse(""),
                                        part.value("web", Checks::web, Right.of("web")).orElse(""),
                                        part.text("address", 500),
                                        information))
                .orElse(new Company("", "", "", "", "", "", information));
    }

    private Presence presence(Part tenant) {
        return new Presence(
                tenant.value("time-zone", Checks::zone, Right.of("zone")).orElse(null),
                new HoursReader(findings).read(tenant).orElse(null),
                tenant.word("when-closed", ClosedConduct.values(), ClosedConduct::word)
                        .orElse(ClosedConduct.ASSIST));
    }
}
