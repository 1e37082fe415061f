package io.hookline.common.topic;

import io.hookline.common.model.Credential;

/** Opens a view for tests of other packages. */
public final class ViewsForTests {
    private ViewsForTests() {}

    public static TopicView<Credential> credentials() {
        return new Views(Broker.clients()).credentials();
    }
}
