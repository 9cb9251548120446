package io.centralita.tool.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a tool's requests go: an http or https address with places for arguments.
///
/// Of RFC 6570: `{name}` (level 1) in a path segment or a query value, `{?a,b}` and `{&a,b}` (level
/// 3), which leave out what was not given. Values are percent-encoded. There is no place for an
/// argument in scheme, host or port, and none can add or remove a path segment: `/`, `\`, empty
/// values and dot segments are refused in the path.
public final class UrlTemplate {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([?&]?)([^{}]*)}");
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*");
    private static final Pattern UNFIT_IN_PATH = Pattern.compile("[/\\\\\\p{Cntrl}]");

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Variable(String name) implements Part {}

        /// @param sign `?` or `&`, which goes before the first one
        record Pairs(String sign, List<String> names) implements Part {}
    }

    private final URI origin;
    private final List<List<Part>> segments;
    private final List<Part> query;
    private final Set<String> names;

    private UrlTemplate(URI origin, List<List<Part>> segments, List<Part> query) {
        this.origin = origin;
        this.segments = segments;
        this.query = query;
        this.names = namesIn(segments, query);
    }

    /// What is wrong with a template.
    public static final class WrongTemplate extends Exception {
        private static final long serialVersionUID = 1;

        private final Wrong why;

        WrongTemplate(Wrong why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        public Wrong why() {
            return why;
        }
    }

    public enum Wrong {
        /// Not an http or https address with a host.
        ADDRESS,
        /// An argument in scheme, user, host or port.
        HOST,
        /// A fragment, which no server ever sees.
        FRAGMENT,
        /// An expression of another kind or level of RFC 6570.
        EXPRESSION
    }

    public static UrlTemplate parse(String text) throws WrongTemplate {
        if (text.indexOf('#') >= 0) {
            throw new WrongTemplate(Wrong.FRAGMENT);
        }
        int afterScheme = text.indexOf("://") + 3;
        if (afterScheme < 3) {
            throw new WrongTemplate(Wrong.ADDRESS);
        }
        int pathAt = indexOfAny(text, "/?", afterScheme);
        var authority = text.substring(0, pathAt);
        if (authority.indexOf('{') >= 0) {
            throw new WrongTemplate(Wrong.HOST);
        }
        var rest = text.substring(pathAt);
        int queryAt = queryAt(rest);
        var template =
                new UrlTemplate(
                        origin(authority),
                        segments(rest.substring(0, queryAt)),
                        parts(rest.substring(queryAt), true));
        template.requireAddress();
        return template;
    }

    private static int queryAt(String rest) {
        int literal = rest.indexOf('?');
        if (literal < 0) {
            return rest.length();
        }
        return literal > 0 && rest.charAt(literal - 1) == '{' ? literal - 1 : literal;
    }

    private static int indexOfAny(String text, String chars, int from) {
        int at = from;
        while (at < text.length() && chars.indexOf(text.charAt(at)) < 0) {
            // An expression may hold a question mark of its own.
            at++;
        }
        return at > from && at < text.length() && text.charAt(at - 1) == '{' ? at - 1 : at;
    }

    private static URI origin(String authority) throws WrongTemplate {
        try {
            var uri = new URI(authority);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new WrongTemplate(Wrong.ADDRESS);
            }
            return uri;
        } catch (URISyntaxException _) {
            throw new WrongTemplate(Wrong.ADDRESS);
        }
    }

    private static List<List<Part>> segments(String path) throws WrongTemplate {
        var segments = new ArrayList<List<Part>>();
        if (!path.isEmpty()) {
            for (var segment : path.substring(1).split("/", -1)) {
                segments.add(parts(segment, false));
            }
        }
        return segments;
    }

    private static List<Part> parts(String text, boolean query) throws WrongTemplate {
        var parts = new ArrayList<Part>();
        var match = EXPRESSION.matcher(text);
        int done = 0;
        while (match.find()) {
            addLiteral(parts, text.substring(done, match.start()));
            parts.add(part(match.group(1), match.group(2), query));
            done = match.end();
        }
        addLiteral(parts, text.substring(done));
        return parts;
    }

    private static void addLiteral(List<Part> parts, String text) throws WrongTemplate {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new WrongTemplate(Wrong.EXPRESSION);
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text));
        }
    }

    private static Part part(String sign, String names, boolean query) throws WrongTemplate {
        if (!NAMES.matcher(names).matches()) {
            throw new WrongTemplate(Wrong.EXPRESSION);
        }
        if (sign.isEmpty()) {
            if (names.indexOf(',') >= 0) {
                throw new WrongTemplate(Wrong.EXPRESSION);
            }
            return new Part.Variable(names);
        }
        if (!query) {
            throw new WrongTemplate(Wrong.EXPRESSION);
        }
        return new Part.Pairs(sign, List.of(names.split(",", -1)));
    }

    private static Set<String> namesIn(List<List<Part>> segments, List<Part> query) {
        var names = new LinkedHashSet<String>();
        var all = new ArrayList<>(query);
        segments.forEach(all::addAll);
        for (var part : all) {
            switch (part) {
                case Part.Literal _ -> {}
                case Part.Variable(var name) -> names.add(name);
                case Part.Pairs(_, var several) -> names.addAll(several);
            }
        }
        return Set.copyOf(names);
    }

    /// The literal parts make an address.
    private void requireAddress() throws WrongTemplate {
        var sample = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> sample.put(name, "x"));
        try {
            expand(sample);
        } catch (UnfitArgument | IllegalArgumentException _) {
            throw new WrongTemplate(Wrong.ADDRESS);
        }
    }

    /// Arguments it has places for.
    public Set<String> names() {
        return names;
    }

    /// Scheme, host and port: all of it that may be logged.
    public URI origin() {
        return origin;
    }

    /// The address for these arguments.
    ///
    /// @throws UnfitArgument where one of them would change more than its place
    URI expand(ObjectNode arguments) throws UnfitArgument {
        var url = new StringBuilder(origin.toString());
        for (var segment : segments) {
            url.append('/').append(expandSegment(segment, arguments));
        }
        for (var part : query) {
            switch (part) {
                case Part.Literal(var text) -> url.append(text);
                case Part.Variable(var name) ->
                        url.append(PercentEncoding.of(Arguments.text(arguments, name)));
                case Part.Pairs(var sign, var several) ->
                        url.append(pairs(sign, several, arguments));
            }
        }
        return URI.create(url.toString());
    }

    private static String expandSegment(List<Part> parts, ObjectNode arguments)
            throws UnfitArgument {
        var segment = new StringBuilder();
        var last = "";
        for (var part : parts) {
            if (part instanceof Part.Literal(var text)) {
                segment.append(text);
            } else if (part instanceof Part.Variable(var name)) {
                var value = Arguments.text(arguments, name);
                if (UNFIT_IN_PATH.matcher(value).find()) {
                    throw new UnfitArgument(
                            "\"%s\" must not contain slashes or control characters."
                                    .formatted(name));
                }
                last = name;
                segment.append(PercentEncoding.of(value));
            }
        }
        var text = segment.toString();
        if (!last.isEmpty() && (text.isEmpty() || text.equals(".") || text.equals(".."))) {
            throw new UnfitArgument("\"%s\" must not be empty or consist of dots.".formatted(last));
        }
        return text;
    }

    private static String pairs(String sign, List<String> names, ObjectNode arguments)
            throws UnfitArgument {
        var pairs = new ArrayList<String>();
        for (var name : names) {
            if (Arguments.has(arguments, name)) {
                pairs.add(
                        PercentEncoding.of(name)
                                + "="
                                + Arguments.texts(arguments, name).stream()
                                        .map(PercentEncoding::of)
                                        .collect(Collectors.joining(",")));
            }
        }
        return pairs.isEmpty() ? "" : sign + String.join("&", pairs);
    }

    /// Without path and query, which may hold secrets.
    @Override
    public String toString() {
        return origin + "/…";
    }
}
