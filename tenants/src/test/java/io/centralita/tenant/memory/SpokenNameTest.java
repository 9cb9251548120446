package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hola, me llamo Ana.                               | Ana",
                "me llamo ana ruiz y no tengo internet             | Ana Ruiz",
                "Buenas, me llamo José María de la Fuente, quería… | José María de la Fuente",
                "Mi nombre es Núria                                | Núria",
                "Soy Luis Pérez, llamo por la factura              | Luis Pérez",
                "Hola, soy Luis                                    | Luis",
                "Soy cliente. Me llamo Eva                         | Eva",
                "Le habla Marta Gil desde Toledo                   | Marta Gil",
            })
    void spanish_callers_say_their_names(String said, String name) {
        assertThat(SpokenName.in(Locale.of("es")).find(said)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soy cliente vuestro",
                "Soy de Toledo",
                "Soy yo otra vez",
                "Soy el dueño del bar",
                "soy nuevo",
                "¿Cómo te llamas?",
                "me llamo",
                "me llamo y no sé qué más",
                "Llamo de parte de un amigo",
                "estoy soy",
                ""
            })
    void what_is_no_name_is_none(String said) {
        assertThat(SpokenName.in(Locale.of("es")).find(said)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Hi, my name is Ann Miller and I have no service | Ann Miller",
                "my name is ann                                  | Ann",
                "Hello, this is Bob, calling about my bill       | Bob",
                "I'm Mary O'Neil.                                | Mary O'Neil",
            })
    void english_callers_too(String said, String name) {
        assertThat(SpokenName.in(Locale.ENGLISH).find(said)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm calling about the internet",
                "I am a customer",
                "this is urgent",
                "This is not working",
                "it's Not Working"
            })
    void english_that_is_no_name_is_none(String said) {
        assertThat(SpokenName.in(Locale.ENGLISH).find(said)).isEmpty();
    }
}
