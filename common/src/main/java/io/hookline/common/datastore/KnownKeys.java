package io.hookline.common.datastore;

import io.hookline.common.model.KeyValuePair;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.hookline.expressions.template.Datastore;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of the datastore, as this process has learned of them from their owner, for templates to name. */
@Singleton
public final class KnownKeys {
    private final TopicView.Index<KeyValuePair> byAddress;
    private final DatastoreKey key;
    private final Clock clock;

    KnownKeys(Views views, DatastoreKey key, Clock clock) {
        this.byAddress = views.keys().indexedBy(pair -> Stream.of(pair.address()));
        this.key = key;
        this.clock = clock;
    }

    void startReading(@Observes StartupEvent start) {
        // Being made is enough: the view begins to read when it is first asked for.
    }

    /** The scope of all. */
    public Datastore system() {
        return Datastore.ofSystem(name -> value(null, name), key::decrypt);
    }

    /** The scope of all, and that of one user. */
    public Datastore of(String user) {
        return system().withUser(name -> value(user, name));
    }

    /**
     * A key that is there now, as far as this process knows.
     *
     * @param user whose; null: of the system scope
     */
    public Optional<KeyValuePair> get(@Nullable String user, String name) {
        return byAddress.get(KeyValuePair.address(user, name)).stream()
                .filter(pair -> !pair.isExpired(clock.instant()))
                .findFirst();
    }

    private Optional<String> value(@Nullable String user, String name) {
        return get(user, name).map(KeyValuePair::value);
    }
}
