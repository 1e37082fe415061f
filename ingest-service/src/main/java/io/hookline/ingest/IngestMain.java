package io.hookline.ingest;

import io.hookline.common.start.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Runs the door as a process of its own. */
@QuarkusMain(name = "ingest")
public final class IngestMain {
    private IngestMain() {}

    public static void main(String... args) {
        ServiceStart.withoutDatabase(args);
    }
}
