package io.centralita.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.tool.schema.ArgumentSchema.UnusableSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentSchemaTest {
    private static final String SCHEMA =
            "{'type':'object','properties':{'who':{'type':'string','pattern':'^[a-z]+$'},"
                    + "'when':{'type':'object','properties':{'day':{'type':'integer','minimum':1,"
                    + "'maximum':31}},'required':['day']},'tags':{'type':'array','maxItems':2,"
                    + "'items':{'enum':['a','b']}}},'required':['who'],"
                    + "'additionalProperties':false}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'who':'ana'}",
                "{'who':'ana','when':{'day':31},'tags':['a','b']}",
                "{'who':'ana','tags':[]}"
            })
    void right_arguments_are_right(String arguments) throws Exception {
        assertThat(schema(SCHEMA).wrongWith(object(arguments))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | who",
                "{'who':7} | /who",
                "{'who':'ANA'} | /who",
                "{'who':'ana','when':{}} | day",
                "{'who':'ana','when':{'day':32}} | /when/day",
                "{'who':'ana','when':{'day':1.5}} | /when/day",
                "{'who':'ana','tags':['c']} | /tags/0",
                "{'who':'ana','tags':['a','a','a']} | /tags",
                "{'who':'ana','else':1} | else"
            })
    void what_is_wrong_is_said_with_its_place(String arguments, String place) throws Exception {
        assertThat(schema(SCHEMA).wrongWith(object(arguments)))
                .hasValueSatisfying(words -> assertThat(words).contains(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{'a':{'$ref':'https://example.com/a.json'}}}",
                "{'type':'object','properties':{'a':{'$ref':'#/nowhere'}}}"
            })
    void a_schema_that_refers_to_nowhere_cannot_be_used(String text) {
        assertThatThrownBy(() -> schema(text)).isInstanceOf(UnusableSchema.class);
    }

    @Test
    void a_schema_may_refer_to_its_own_parts() throws Exception {
        var schema =
                schema(
                        "{'type':'object','properties':{'a':{'$ref':'#/$defs/n'}},"
                                + "'$defs':{'n':{'type':'integer'}}}");
        assertThat(schema.wrongWith(object("{'a':1}"))).isEmpty();
        assertThat(schema.wrongWith(object("{'a':'x'}"))).isPresent();
    }

    private static ArgumentSchema schema(String text) throws Exception {
        return ArgumentSchema.of(object(text));
    }

    private static ObjectNode object(String text) throws Exception {
        return (ObjectNode) JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    }
}
