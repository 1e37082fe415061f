package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void nothingNeedsToBeSet() {
        var settings = Settings.from(name -> null);

        assertThat(settings.data()).isEqualTo(Path.of(System.getProperty("user.home"), ".hookline"));
        assertThat(settings.port()).isEqualTo(9101);
        assertThat(settings.user()).isEqualTo("admin");
        assertThat(settings.givenPassword()).isEmpty();
        assertThat(settings.givenApiKey()).isEmpty();
        assertThat(settings.packs()).isEmpty();
        assertThat(settings.kafka()).isEmpty();
        assertThat(settings.databaseUrl()).isEmpty();
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        var settings = Settings.from(name -> "");

        assertThat(settings).isEqualTo(Settings.from(name -> null));
    }

    @ParameterizedTest
    @CsvSource({
        "HOOKLINE_PORT, abc",
        "HOOKLINE_PORT, 0",
        "HOOKLINE_PORT, 65536",
        "HOOKLINE_PORT, 9101.5",
        "HOOKLINE_ADMIN_USER, a:b",
        "HOOKLINE_API_KEY, two words",
        "HOOKLINE_ADMIN_PASSWORD, 0123456789012345678901234567890123456789012345678901234567890123456789xx",
        "HOOKLINE_SECRET_KEY, bm90IGxvbmcgZW5vdWdo",
        "HOOKLINE_SECRET_KEY, not base64",
        "HOOKLINE_DATASTORE_KEY_FILE, /nowhere/key.json",
        "QUARKUS_DATASOURCE_JDBC_URL, jdbc:mysql://127.0.0.1/hookline",
    })
    void aBadValueIsRefusedInOneSentenceThatNamesTheSetting(String name, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of(name, value)::get))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(name)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void foldersOfPacksStandBetweenColons() {
        var settings = Settings.from(Map.of("HOOKLINE_PACKS", "/packs:/more packs:")::get);

        assertThat(settings.packs()).containsExactly(Path.of("/packs"), Path.of("/more packs"));
    }

    @Test
    void secretsAreNotPartOfTheText() {
        var settings = Settings.from(
                Map.of("HOOKLINE_API_KEY", "key-of-mine", "HOOKLINE_ADMIN_PASSWORD", "word-of-mine")::get);

        assertThat(settings.toString()).doesNotContain("of-mine");
    }
}
