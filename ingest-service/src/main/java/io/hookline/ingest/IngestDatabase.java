package io.hookline.ingest;

import io.agroal.api.AgroalDataSource;
import io.hookline.common.database.Database;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.topic.Publisher;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Schema {@code ingest}. It may come late: the service starts and takes webhooks without it, it is migrated as soon as it answers, and
 * until then whatever needs it fails with {@link DatabaseUnavailable}.
 */
@Singleton
public final class IngestDatabase extends Database {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Flyway flyway;
    private final CountDownLatch migrated = new CountDownLatch(1);
    private @Nullable Thread migration;

    IngestDatabase(
            @DataSource("ingest") AgroalDataSource source,
            @FlywayDataSource("ingest") Flyway flyway,
            Publisher publisher) {
        super(source, "ingest", publisher);
        this.flyway = flyway;
    }

    void migrateInBackground(@Observes StartupEvent start) {
        migration = Thread.ofPlatform().name("migration-ingest").daemon().start(this::migrate);
    }

    void stop(@Observes ShutdownEvent stop) {
        if (migration != null) {
            migration.interrupt();
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Work<java.sql.Connection, T> work) {
        requireMigrated();
        return super.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<Transaction, T> work) {
        requireMigrated();
        return super.write(work);
    }

    public boolean isMigrated() {
        return migrated.getCount() == 0;
    }

    @Override
    public void awaitMigrated() throws InterruptedException {
        migrated.await();
    }

    private void requireMigrated() {
        if (!isMigrated()) {
            throw new DatabaseUnavailable(
                    "the database has not answered since the start", new IllegalStateException("not migrated"));
        }
    }

    private void migrate() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isMigrated()) {
            try {
                flyway.migrate();
                migrated.countDown();
            } catch (FlywayException e) {
                Log.warnf("schema is not migrated schema=ingest reason=%s", firstLine(e));
                try {
                    TimeUnit.MILLISECONDS.sleep(pause);
                } catch (InterruptedException stopping) {
                    return;
                }
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
