package io.centralita.tenant.instructions;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// A text with Mustache variables and sections. Values are maps, lists, texts and switches; a
/// template sees nothing of any object, and includes no other.
public final class Template {
    /// What a template may grow to, in characters: sections in sections multiply.
    static final int LONGEST = 400_000;

    private static final int MOST_SECTIONS = 300;
    private static final Pattern OTHER_TEMPLATE = Pattern.compile("\\{\\{\\s*[<>]");
    private static final Pattern SECTION = Pattern.compile("\\{\\{\\s*[#^]");

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler()
                    .escapeHTML(false)
                    .emptyStringIsFalse(true)
                    .zeroIsFalse(true)
                    .defaultValue("")
                    .withCollector(new PlainValues());

    private final com.samskivert.mustache.Template template;

    private Template(com.samskivert.mustache.Template template) {
        this.template = template;
    }

    /// With a few hundred sections at most: they are worked through one inside the other.
    public static Template compile(String text) throws WrongTemplate {
        if (text.contains("{{=")) {
            throw new WrongTemplate("delimiters stay {{ and }}", null);
        }
        if (OTHER_TEMPLATE.matcher(text).find()) {
            throw new WrongTemplate("there are no other templates to include", null);
        }
        if (SECTION.matcher(text).results().count() > MOST_SECTIONS) {
            throw new WrongTemplate("more than " + MOST_SECTIONS + " sections", null);
        }
        try {
            return new Template(COMPILER.compile(text));
        } catch (MustacheException e) {
            var words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new WrongTemplate(words, e);
        }
    }

    /// The names it uses, of variables and sections, in their order; with `>`, `<` or `$` those of
    /// other templates, which there are none of.
    public Set<String> names() {
        var names = new LinkedHashSet<String>();
        template.visit(new Names(names));
        return names;
    }

    /// Filled in; empty where it grows beyond all bounds.
    Optional<String> fill(Map<String, ?> values) {
        var text = new BoundedText();
        try {
            template.execute(values, text);
            return Optional.of(text.toString());
        } catch (UncheckedIOException | MustacheException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    private record Names(Set<String> found) implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            found.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            found.add(">" + name);
            return false;
        }

        @Override
        public boolean visitParent(String name) {
            found.add("<" + name);
            return true;
        }

        @Override
        public boolean visitBlock(String name) {
            found.add("$" + name);
            return true;
        }

        @Override
        public boolean visitSection(String name) {
            found.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            found.add(name);
            return true;
        }
    }

    private static final class PlainValues extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    private static final class BoundedText extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int offset, int length) {
            if (text.length() + length > LONGEST) {
                throw new UncheckedIOException(new IOException("too long"));
            }
            text.append(characters, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
