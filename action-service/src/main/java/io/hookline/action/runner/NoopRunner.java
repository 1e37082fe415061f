package io.hookline.action.runner;

import io.hookline.common.json.Json;
import jakarta.inject.Singleton;

/** Does nothing, and does it well. */
@Singleton
final class NoopRunner implements Runner {
    @Override
    public String name() {
        return "noop";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) {
        return new RunnerResult.Succeeded(
                Json.object().put("failed", false).put("succeeded", true).put("return_code", 0));
    }
}
