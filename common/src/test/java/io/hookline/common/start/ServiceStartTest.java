package io.hookline.common.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class ServiceStartTest {
    @Test
    void aWrongSettingIsNamedInOneSentence() {
        Throwable failure = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(Sample.class)
                .withDefaultValue("sample.way", "sideways")
                .build());

        String sentence = ServiceStart.innermost(new IllegalStateException("outer", failure));

        assertThat(sentence).contains("sample.way", "sideways", "left,right").doesNotContain("\n");
    }

    @Test
    void theInnermostCauseIsTold() {
        assertThat(ServiceStart.innermost(new IllegalStateException("outer", new IllegalStateException("a\nb"))))
                .isEqualTo("a b");
        assertThat(ServiceStart.innermost(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(ServiceStart.innermost(new IllegalStateException("x".repeat(2000))))
                .hasSize(1000);
    }

    @ConfigMapping(prefix = "sample")
    interface Sample {
        Way way();

        enum Way {
            LEFT,
            RIGHT
        }
    }
}
