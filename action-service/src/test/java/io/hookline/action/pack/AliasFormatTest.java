package io.hookline.action.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "run {{cmd}} | run date | {'cmd': 'date'}",
                "run {{cmd}} | run date -u | {'cmd': 'date -u'}",
                "run {{cmd}} on {{host}} | run date on web1 | {'cmd': 'date', 'host': 'web1'}",
                "run {{cmd}} on {{host}} | run \"uptime -p\" on web1 | {'cmd': 'uptime -p', 'host': 'web1'}",
                "run {{ cmd }} | run 'echo on it' | {'cmd': 'echo on it'}",
                "run {{cmd}} {{where=here}} | run date | {'where': 'here', 'cmd': 'date'}",
                "run {{cmd}} {{where=here}} | run 'a b' there | {'where': 'there', 'cmd': 'a b'}",
                "send {{data}} now | send {1 2} now | {'data': '{1 2}'}",
                "(?:please )?run {{cmd}} | please run date | {'cmd': 'date'}",
                "run {{cmd}} | run date timeout=5 env='a b' | {'cmd': 'date', 'env': 'a b', 'timeout': '5'}",
                "do it | do it | {}",
            })
    void aCommandGivesItsValues(String format, String command, String values) {
        assertThat(AliasFormat.values(format, command).map(Json::tree))
                .hasValue((ObjectNode) Json.stored(values.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run {{cmd}} | walk date",
                "run {{cmd}} | RUN date",
                "run {{cmd}} | do run date",
                "do it | do it now",
                "run {{cmd}} | run",
                "run ({{cmd}} | run date",
                "run {{a}} {{a}} | run b c",
            })
    void whatIsSaidOtherwiseIsNoneOfIt(String format, String command) {
        assertThat(AliasFormat.values(format, command)).isEmpty();
    }

    @Test
    void aLongCommandThatAlmostFitsTakesNoLongTime() {
        String command = "run " + "a ".repeat(2000);

        assertThat(AliasFormat.values("run {{a}} {{b}} {{c}} {{d}} {{e}} now", command))
                .isEmpty();
    }
}
