package io.centralita.tool.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.tool.http.UrlTemplate.Wrong;
import io.centralita.tool.http.UrlTemplate.WrongTemplate;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
    @Test
    void arguments_fill_path_and_query_and_what_is_not_given_is_left_out() throws Exception {
        var template =
                UrlTemplate.parse("https://crm.example:8443/v1/{kind}/{id}.json{?lang,page}");

        assertThat(template.names()).containsExactlyInAnyOrder("kind", "id", "lang", "page");
        assertThat(template.expand(arguments().put("kind", "año").put("id", 7).put("page", 2)))
                .isEqualTo(URI.create("https://crm.example:8443/v1/a%C3%B1o/7.json?page=2"));
        assertThat(template.expand(arguments().put("kind", "a b").put("id", "x")))
                .isEqualTo(URI.create("https://crm.example:8443/v1/a%20b/x.json"));
    }

    @Test
    void a_query_may_be_written_out_and_go_on() throws Exception {
        var template = UrlTemplate.parse("http://h/find?q={q}&max=5{&tag}");
        var arguments = arguments().put("q", "a&b=c#d");
        arguments.putArray("tag").add("x,y").add(3);

        assertThat(template.expand(arguments))
                .isEqualTo(URI.create("http://h/find?q=a%26b%3Dc%23d&max=5&tag=x%2Cy,3"));
    }

    @Test
    void a_host_alone_is_a_template() throws Exception {
        assertThat(UrlTemplate.parse("http://h").expand(arguments()))
                .isEqualTo(URI.create("http://h"));
        assertThat(UrlTemplate.parse("http://h{?a}").expand(arguments().put("a", "1")))
                .isEqualTo(URI.create("http://h?a=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../admin", "a/b", "a\\b", "/", "a\nb", "a\u0000"})
    void no_argument_changes_the_structure_of_the_path(String value) throws Exception {
        var template = UrlTemplate.parse("http://h/clients/{id}/state");
        assertThatThrownBy(() -> template.expand(arguments().put("id", value)))
                .isInstanceOf(UnfitArgument.class)
                .satisfies(e -> assertThat(((UnfitArgument) e).feedback()).contains("\"id\""));
    }

    @Test
    void an_argument_that_is_missing_or_an_object_has_no_place_in_the_path() throws Exception {
        var template = UrlTemplate.parse("http://h/{id}");
        var nested = arguments();
        nested.putObject("id");

        assertThatThrownBy(() -> template.expand(arguments())).isInstanceOf(UnfitArgument.class);
        assertThatThrownBy(() -> template.expand(nested)).isInstanceOf(UnfitArgument.class);
    }

    @Property
    void whatever_an_argument_says_only_its_place_changes(@ForAll String value) throws Exception {
        var template = UrlTemplate.parse("https://h.example:1234/a/{p}/b?q={q}&fixed=1");
        URI uri;
        try {
            uri = template.expand(arguments().put("p", value).put("q", value));
        } catch (UnfitArgument _) {
            return;
        }
        assertThat(uri.getScheme()).isEqualTo("https");
        assertThat(uri.getAuthority()).isEqualTo("h.example:1234");
        assertThat(uri.getRawPath().split("/", -1)).hasSize(4).startsWith("", "a").endsWith("b");
        assertThat(uri.getRawQuery()).startsWith("q=").endsWith("&fixed=1");
        assertThat(uri.getRawQuery().chars().filter(c -> c == '&').count()).isEqualTo(1);
        assertThat(uri.getRawFragment()).isNull();
        var wellFormed = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(
                        URLDecoder.decode(
                                uri.getRawQuery().substring(2).replace("&fixed=1", ""),
                                StandardCharsets.UTF_8))
                .isEqualTo(wellFormed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://{host}/a | HOST",
                "http://h:{port}/a | HOST",
                "http://h{x} | HOST",
                "{url} | ADDRESS",
                "ftp://h/a | ADDRESS",
                "http:///a | ADDRESS",
                "http://user:secret@h/a | ADDRESS",
                "http://h/a b | ADDRESS",
                "http://h/a#{x} | FRAGMENT",
                "http://h/{+x} | EXPRESSION",
                "http://h/{/x} | EXPRESSION",
                "http://h/{x*} | EXPRESSION",
                "http://h/{a,b} | EXPRESSION",
                "http://h/{x | EXPRESSION",
                "http://h/x} | EXPRESSION",
                "http://h/{} | EXPRESSION",
                "http://h/{&x} | EXPRESSION"
            })
    void what_is_wrong_with_a_template_is_said(String text, Wrong why) {
        assertThatThrownBy(() -> UrlTemplate.parse(text))
                .isInstanceOf(WrongTemplate.class)
                .satisfies(e -> assertThat(((WrongTemplate) e).why()).isEqualTo(why));
    }

    @Test
    void it_prints_nothing_that_may_be_secret() throws Exception {
        assertThat(UrlTemplate.parse("https://h/hidden?key=s3cret")).hasToString("https://h/…");
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
