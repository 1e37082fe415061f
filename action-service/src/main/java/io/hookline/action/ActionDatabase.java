package io.hookline.action;

import io.hookline.common.database.Database;
import io.hookline.common.topic.Publisher;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;

/** The schema {@code action}. */
@Singleton
public final class ActionDatabase extends Database {
    public ActionDatabase(@DataSource("action") javax.sql.DataSource source, Publisher publisher) {
        super(source, "action", publisher);
    }
}
