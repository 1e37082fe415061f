package io.hookline.action;

import io.hookline.common.KafkaTestResource;
import io.hookline.common.PostgresTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service as the tests run it: one start for all of them, on a real broker and a real database, with short waits. */
public final class ActionProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(KafkaTestResource.class), new TestResourceEntry(PostgresTestResource.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hookline.worker.poll", "200ms",
                "hookline.worker.lease", "5S",
                "hookline.worker.sweep", "300ms",
                "hookline.action.cancel-grace", "500ms",
                "hookline.api.web-url", "https://st2expect");
    }
}
