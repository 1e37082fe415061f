package io.hookline.common.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** The settings of a module, read as its start reads them; for tests. */
public final class MappedSettings {
    private final List<String> mappings;

    /**
     * @param mappings names of the interfaces; they may be seen in their own packages only
     */
    public MappedSettings(String... mappings) {
        this.mappings = List.of(mappings);
    }

    /** The start says that this can't be, and which setting it is. */
    public void assertRefused(String name, String value) {
        Throwable failure = catchThrowable(() -> read(Map.of(name, value)));

        assertThat(failure)
                .hasMessageContaining(name)
                .hasMessageFindingMatch("it (has to be more|can't be less) than 0");
    }

    /** What holds where nobody sets anything is possible. */
    public void assertDefaultsPossible() {
        assertThatCode(() -> read(Map.of())).doesNotThrowAnyException();
    }

    private void read(Map<String, String> settings) throws ClassNotFoundException {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withDefaultValues(settings);
        for (String mapping : mappings) {
            builder.withMapping(Class.forName(mapping));
        }
        builder.build();
    }
}
