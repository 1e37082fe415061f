package io.hookline.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HousingTest {
    @ParameterizedTest
    @CsvSource({", EMBEDDED", "'', EMBEDDED", "embedded, EMBEDDED", "container, CONTAINER"})
    void theVariableChooses(@Nullable String value, Housing housing) {
        assertThat(Housing.of("TEST_KAFKA", value)).isEqualTo(housing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "Container", "true", " "})
    void anotherWordIsRefusedInOneSentence(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Housing.of("TEST_POSTGRES", value))
                .withMessage("TEST_POSTGRES is '" + value + "', but only 'embedded' and 'container' are known.");
    }

    @Test
    void theContainersAreThoseOfTheCluster() throws IOException {
        List<String> images = Files.readAllLines(Path.of("../docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("image: "))
                .toList();

        assertThat(images).contains("image: " + KafkaTestResource.IMAGE, "image: " + PostgresTestResource.IMAGE);
    }
}
