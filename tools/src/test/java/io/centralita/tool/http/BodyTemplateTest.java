package io.centralita.tool.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class BodyTemplateTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_place_takes_the_argument_of_whatever_type_and_a_text_its_text() throws Exception {
        assertThat(
                        fill(
                                "{'id':'{id}','who':{'name':'Sr. {name} ({id})','tags':'{tags}'},"
                                        + "'fixed':[1,true,null,'{a b}']}",
                                "{'id':7,'name':'Gómez','tags':['x','y']}"))
                .isEqualTo(
                        "{'id':7,'who':{'name':'Sr. Gómez (7)','tags':['x','y']},"
                                + "'fixed':[1,true,null,'{a b}']}");
    }

    @Test
    void what_is_not_given_is_left_out() throws Exception {
        assertThat(fill("{'a':'{a}','b':['{b}','{c}'],'t':'<{a}>'}", "{'c':1,'b':null}"))
                .isEqualTo("{'b':[1],'t':'<>'}");
        assertThat(fill("'{a}'", "{}")).isEqualTo("null");
    }

    @Test
    void an_argument_is_never_read_as_a_template() throws Exception {
        assertThat(fill("{'a':'{a}','t':'{a}!'}", "{'a':'{b}','b':'secret'}"))
                .isEqualTo("{'a':'{b}','t':'{b}!'}");
    }

    @Test
    void a_list_has_no_place_inside_a_text() {
        assertThatThrownBy(() -> fill("{'t':'x {a}'}", "{'a':[1]}"))
                .isInstanceOf(UnfitArgument.class);
    }

    @Test
    void it_names_its_places() throws Exception {
        var template = new BodyTemplate(JSON.readTree("{\"a\":[\"{x}\",{\"b\":\"-{y}-\"}]}"));
        assertThat(template.names()).containsExactlyInAnyOrder("x", "y");
    }

    private static String fill(String template, String arguments) throws Exception {
        return new BodyTemplate(JSON.readTree(template.replace('\'', '"')))
                .fill((ObjectNode) JSON.readTree(arguments.replace('\'', '"')))
                .toString()
                .replace('"', '\'');
    }
}
