package io.hookline.standalone;

import io.hookline.common.start.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The three services in one process, for a laptop: what {@code ./hookline up} starts. Kafka and PostgreSQL are embedded unless external
 * ones are named. What stands in the way of a start is said in one sentence, before anything is touched that could be harmed.
 */
@QuarkusMain(name = "standalone")
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String... args) {
        ServiceStart.prepare();
        // What is logged before Quarkus sets its levels is kept, and would all be told if the start fails
        Logger.getLogger("").setLevel(Level.SEVERE);
        try {
            new Standalone(Settings.from(System::getenv)).run(args);
        } catch (
                Throwable e) { // the outermost door: whatever it is, the operator reads a sentence and the process ends
            Standalone.end(e);
        }
    }
}
