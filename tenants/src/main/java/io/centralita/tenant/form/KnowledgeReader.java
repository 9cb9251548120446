package io.centralita.tenant.form;

import io.centralita.tenant.instructions.Variables;
import io.centralita.tenant.profile.ContextText;
import io.centralita.tenant.profile.Faq;
import io.centralita.tenant.profile.Knowledge;
import io.centralita.tenant.profile.Relevance;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `faqs`, `context` and `prompt`.
final class KnowledgeReader {
    static final int LONGEST_TEMPLATE = 40_000;
    static final int LONGEST_CONTEXT = 200_000;

    private static final int MOST_FAQS = 300;
    private static final int MOST_CONTEXT = 50;
    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_ANSWER = 5_000;
    private static final int LONGEST_NAME = 100;
    private static final int LEAST_BUDGET = 200;
    private static final int MOST_BUDGET = 100_000;

    private final Findings findings;
    private final @Nullable ContextFiles files;

    /// @param files null where a document may not name any
    KnowledgeReader(Findings findings, @Nullable ContextFiles files) {
        this.findings = findings;
        this.files = files;
    }

    Knowledge read(Part tenant) {
        var prompt = tenant.part("prompt", List.of("tokens", "template"));
        return new Knowledge(
                faqs(tenant),
                context(tenant),
                prompt.flatMap(part -> part.number("tokens", LEAST_BUDGET, MOST_BUDGET))
                        .orElse(Knowledge.STANDARD_BUDGET),
                prompt.map(this::template).orElse(""));
    }

    private String template(Part prompt) {
        var text = prompt.text("template", LONGEST_TEMPLATE);
        prompt.find("template")
                .ifPresent(at -> Checks.template(findings, at, text, Variables.ofInstructions()));
        return text;
    }

    private List<Faq> faqs(Part tenant) {
        var faqs = new ArrayList<Faq>();
        for (var item : tenant.items("faqs", MOST_FAQS)) {
            var part = Part.of(findings, item, List.of("question", "answer", "relevance"));
            var question = part.needed("question", LONGEST_QUESTION);
            var answer = part.needed("answer", LONGEST_ANSWER);
            if (!question.isEmpty() && !answer.isEmpty()) {
                faqs.add(new Faq(question, answer, relevance(part)));
            }
        }
        return faqs;
    }

    private List<ContextText> context(Part tenant) {
        var texts = new ArrayList<ContextText>();
        var names = new HashSet<String>();
        for (var item : tenant.items("context", MOST_CONTEXT)) {
            var part =
                    Part.of(
                            findings,
                            item,
                            files == null
                                    ? List.of("name", "text", "relevance")
                                    : List.of("name", "text", "file", "relevance"));
            var name = part.needed("name", LONGEST_NAME);
            var text =
                    files == null || part.find("file").isEmpty()
                            ? part.needed("text", LONGEST_CONTEXT)
                            : fromFile(part, files);
            if (!name.isEmpty() && !names.add(name)) {
                findings.add(item, "twice", name);
            } else if (!name.isEmpty() && !text.isEmpty()) {
                texts.add(new ContextText(name, text, relevance(part)));
            }
        }
        return texts;
    }

    private String fromFile(Part part, ContextFiles source) {
        var at = part.find("file").orElseThrow();
        var name = part.needed("file", 1_000);
        if (name.isEmpty()) {
            return "";
        }
        try {
            var text = Item.plain(source.read(name));
            if (text.length() > LONGEST_CONTEXT) {
                findings.add(at, "long", LONGEST_CONTEXT, text.length());
                return "";
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            findings.add(at, "file", name, e.getClass().getSimpleName());
            return "";
        }
    }

    private static Relevance relevance(Part part) {
        return part.word("relevance", Relevance.values(), Relevance::word).orElse(Relevance.NORMAL);
    }
}
