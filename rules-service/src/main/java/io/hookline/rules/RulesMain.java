package io.hookline.rules;

import io.hookline.common.start.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The rules service on its own, as a cluster runs it. */
@QuarkusMain(name = "rules")
public class RulesMain {
    public static void main(String... args) {
        ServiceStart.withDatabase(args);
    }
}
