package io.hookline.action;

import io.hookline.common.start.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The action service as a process of its own, as a cluster runs it. */
@QuarkusMain(name = "action")
public final class ActionMain {
    private ActionMain() {}

    public static void main(String... args) {
        ServiceStart.withDatabase(args);
    }
}
