package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The sensors that packs bring, none of which is run: table {@code action.sensor_types}. */
@Singleton
final class SensorTypes extends Documents<SensorType> {
    SensorTypes(ActionDatabase database, Clock clock) {
        super(database, clock, "sensor_types", SensorType.class);
    }
}
