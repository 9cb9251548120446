package io.centralita.network.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.network.question.Question.ActiveClients;
import io.centralita.network.question.Question.ClientsWithProblems;
import io.centralita.network.question.Question.Declined;
import io.centralita.network.question.Question.InterfaceTraffic;
import io.centralita.network.question.Question.RouterList;
import io.centralita.network.question.Question.RouterStatus;
import io.centralita.network.question.Question.TopTraffic;
import io.centralita.network.question.Question.TotalTraffic;
import io.centralita.network.question.Question.UnknownRouter;
import io.centralita.network.question.Question.WhichRouter;
import io.centralita.network.router.Router;
import io.centralita.network.router.Service;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstandingTest {
    private static final Router FIBRA = new Router("router-146", "FIBRA OPTICA", "10.0.0.1");
    private static final Router NORTE = new Router("router-147", "TORRE NORTE", "10.0.0.2");
    private static final Router SUR = new Router("router-205", "TORRE SUR", "10.0.0.3");
    private static final Router RURAL = new Router("router-310", "NODO RURAL", "10.0.0.4");
    private static final List<Router> ROUTERS = List.of(FIBRA, NORTE, SUR);
    private static final List<String> PLAIN =
            List.of(
                    "¿Cuántos clientes activos hay en Fibra Óptica?",
                    "¿Qué interfaz tiene más tráfico en la Torre Norte?",
                    "¿Cuál es el tráfico de la interfaz WAN del router-146?",
                    "¿Qué gateways están activos?",
                    "How many active clients are there on router one forty six?",
                    "Which interfaces are free on torre sur?");

    private final Understanding understanding = new Understanding(ROUTERS);

    private Question question(String text) {
        return understanding.understand(text, Understanding.SPANISH).question();
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.of(PLAIN);
    }

    @Property(tries = 200)
    boolean capitals_accents_punctuation_and_spaces_do_not_matter(
            @ForAll("plain") String text, @ForAll boolean upper, @ForAll boolean bare) {
        var other = upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
        if (bare) {
            other = String.join("  ", Text.words(other));
        }
        return question(other).equals(question(text));
    }

    @Property(tries = 200)
    boolean filler_before_and_after_does_not_matter(
            @ForAll("plain") String text, @ForAll @IntRange(max = 3) int which) {
        var english = understanding.understand(text, Understanding.SPANISH);
        var polite = english.language().equals(Understanding.ENGLISH);
        var before =
                polite
                        ? List.of("um ", "please tell me ", "hi, could you tell me ", "so ")
                        : List.of("eh ", "dime por favor ", "hola buenas, oye ", "a ver ");
        var after =
                polite
                        ? List.of("", " please", " right now", "")
                        : List.of("", " porfa", " ahora mismo", "");
        return question(before.get(which) + text + after.get(which)).equals(question(text));
    }

    @Property(tries = 300)
    boolean one_swapped_pair_of_letters_in_a_long_word_does_not_matter(
            @ForAll @IntRange(min = 1, max = 5) int at) {
        var word = new StringBuilder("clientes");
        var letter = word.charAt(at);
        word.setCharAt(at, word.charAt(at + 1));
        word.setCharAt(at + 1, letter);
        return question("cuántos " + word + " hay").equals(question("cuántos clientes hay"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuantos clientes hay en la torre",
                "how many clients are on the tower",
            })
    void a_name_that_fits_two_routers_is_asked_back(String text) {
        assertThat(question(text)).isEqualTo(new WhichRouter(List.of(NORTE, SUR)));
    }

    @ParameterizedTest
    @CsvSource({
        "cuantos clientes hay en la norte, router-147",
        "how many clients are on the north tower, router-147",
        "how many clients are on the fiber router, router-146",
        "cuantos clientes hay en fribra optica, router-146",
        "cuantos clientes hay en la optica, router-146",
    })
    void part_of_a_name_a_translation_or_a_slip_names_the_router(String text, String router) {
        assertThat(question(text)).isInstanceOf(ActiveClients.class);
        assertThat(((ActiveClients) question(text)).routers().getFirst().name()).isEqualTo(router);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuántos clientes zumban conectados",
                "estoy cerrando la contabilidad del mes y necesito saber cuántos clientes hay",
                "soy nuevo en el turno, cuántos clientes hay",
                "acabo de cambiar la antena, dime cuántos clientes hay",
                "cuántos clientes hay porque mañana viene el jefe",
                "the phones are ringing off the hook, how many clients are there",
            })
    void words_nobody_knows_and_what_is_said_around_a_question_do_not_matter(String text) {
        assertThat(question(text)).isEqualTo(new ActiveClients(List.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuántos clientes hay en Zacatlán",
                "how many clients does Acme have",
                "Acme cuántos clientes tiene",
                "cuánta gente baila salsa",
                "la semana pasada, cuántos clientes había",
                "reinicia el router 146, dime cuántos clientes hay",
                "necesito saber cuántos clientes nuevos hay",
                "did clients pay",
                "resetéalo, el 146",
                "qué ip tiene el 146",
            })
    void what_points_elsewhere_is_declined_whatever_else_is_said(String text) {
        assertThat(question(text)).isInstanceOf(Declined.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hace cuánto que no se reinicia el router 146",
                "did router 146 come back up",
                "acabo de reiniciar el 146, mira si ya levantó",
            })
    void a_state_told_with_the_verb_of_an_order_is_a_state(String text) {
        assertThat(question(text)).isInstanceOf(RouterStatus.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hay algún cliente que no tenga internet",
                "clients that do not have any signal",
                "quién anda sin servicio",
            })
    void to_miss_the_service_is_a_problem(String text) {
        assertThat(question(text)).isInstanceOf(ClientsWithProblems.class);
    }

    @Test
    void equipment_is_routers_where_configured_and_clients_where_connected() {
        assertThat(question("qué equipos tienes configurados")).isEqualTo(new RouterList());
        assertThat(question("cuántos mikrotik tenemos")).isEqualTo(new RouterList());
        assertThat(question("cuántos equipos tienen ip por dhcp"))
                .isEqualTo(new ActiveClients(List.of(), Set.of(Service.DHCP)));
    }

    @Test
    void a_kind_of_place_that_contradicts_a_router_makes_a_name_of_its_own() {
        assertThat(
                        new Understanding(List.of(SUR, RURAL))
                                .understand("cómo está nodo sur", Understanding.SPANISH)
                                .question())
                .isEqualTo(new UnknownRouter("NODO SUR", null));
    }

    @Test
    void what_moves_is_traffic_only_where_it_is_asked_how_much() {
        assertThat(question("cuánto jala el 146")).isEqualTo(new TotalTraffic(List.of(FIBRA)));
        assertThat(question("cuál es la interfaz que más jala"))
                .isEqualTo(new TopTraffic(List.of()));
    }

    @Test
    void several_routers_can_be_named_at_once() {
        assertThat(question("cuántos clientes hay en torre norte y torre sur"))
                .isEqualTo(new ActiveClients(List.of(NORTE, SUR), Set.of()));
        assertThat(question("clientes pppoe del 146 y del 205"))
                .isEqualTo(new ActiveClients(List.of(FIBRA, SUR), Set.of(Service.PPPOE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuántos clientes hay en el 146, no, perdón, en el 205",
                "cuantos clientes hay en el 146 no el 205",
                "clientes activos del 147, digo, del 205",
                "no, el 146 no, dime cuántos clientes hay en el 205",
                "cuántos... perdón, se me fue... cuántos clientes hay en torre sur",
                "how many clients on one forty-six, no wait, two oh five",
                "how many clients on north tower, I mean south tower",
                "estoy en la torre y necesito saber cuántos clientes hay en la torre sur",
            })
    void a_router_said_after_a_correction_takes_the_place_of_the_one_before(String text) {
        assertThat(question(text)).isEqualTo(new ActiveClients(List.of(SUR), Set.of()));
    }

    @Test
    void interfaces_and_services_are_corrected_each_for_themselves() {
        assertThat(question("tráfico del puerto tres, no, espera, el puerto cuatro del 146"))
                .isEqualTo(new InterfaceTraffic(List.of(FIBRA), "ether4"));
        assertThat(question("tráfico del puerto tres, perdón, cuatro, del 146"))
                .isEqualTo(new InterfaceTraffic(List.of(FIBRA), "ether4"));
        assertThat(question("no la lan, la wan del 146, cuánto tráfico tiene"))
                .isEqualTo(new InterfaceTraffic(List.of(FIBRA), "wan"));
        assertThat(question("clientes pppoe, digo, hotspot del 146"))
                .isEqualTo(new ActiveClients(List.of(FIBRA), Set.of(Service.HOTSPOT)));
    }

    @Test
    void what_is_added_after_a_correction_takes_no_place() {
        assertThat(question("clientes activos del 146, perdón, y también del 205"))
                .isEqualTo(new ActiveClients(List.of(FIBRA, SUR), Set.of()));
        assertThat(question("se me fue el 146")).isInstanceOf(RouterStatus.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y el mes pasado, ¿cuánto tráfico hicimos?",
                "cuándo se cayó por última vez el 146",
                "when was the last time router 146 went down",
                "what's fifteen percent of two hundred",
                "cuánto vale un router",
                "cuál es el mejor router",
                "cuánto es la suma de dos y dos",
            })
    void other_times_and_numbers_without_a_router_are_declined(String text) {
        assertThat(question(text)).isInstanceOf(Declined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cómo está el router del Cerro Alto, CERRO ALTO",
        "is Cerro Azul up, CERRO AZUL",
        "is Blue Ridge tower up, BLUE RIDGE TOWER",
        "cuántos clientes hay en el 999, 999",
    })
    void a_place_or_a_number_of_no_router_is_reported_as_unknown(String text, String name) {
        assertThat(question(text)).isEqualTo(new UnknownRouter(name, null));
    }

    @Test
    void a_name_no_router_has_is_reported_as_said() {
        assertThat(question("cuántos clientes hay en torre oeste"))
                .isEqualTo(new UnknownRouter("TORRE OESTE", null));
        assertThat(question("is the luna router up")).isEqualTo(new UnknownRouter("LUNA", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reinicia el router 146",
                "cuántos clientes tiene Telefónica",
                "Movistar cuántos clientes tiene",
                "cuántos clientes morosos hay",
                "cuántos clientes había ayer",
                "cuánto cuesta un router",
                "cuántos clientes hay y cuánto tráfico hay",
                "qué clientes no tienen problemas",
                "el cliente juan perez está conectado",
                "clientes de todos los routers menos torre norte",
                "asdf qwer",
                "   ¿?  ",
                "what is a gateway",
                "torre norte",
            })
    void what_cannot_be_answered_is_declined(String text) {
        assertThat(question(text)).isInstanceOf(Declined.class);
    }

    @Property(tries = 500)
    boolean no_text_whatever_breaks_the_understanding(@ForAll String text) {
        return understanding.understand(text, Understanding.ENGLISH).question().kind().id().length()
                > 0;
    }

    @Test
    void the_fallback_decides_where_words_belong_to_both_languages() {
        assertThat(understanding.understand("router 146", Understanding.ENGLISH).language())
                .isEqualTo(Understanding.ENGLISH);
        assertThat(understanding.understand("router 146", Understanding.SPANISH).language())
                .isEqualTo(Understanding.SPANISH);
        assertThat(understanding.understand("how many clients", Understanding.SPANISH).language())
                .isEqualTo(Understanding.ENGLISH);
    }
}
