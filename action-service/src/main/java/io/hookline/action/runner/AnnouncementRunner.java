package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import io.hookline.common.topic.Topics;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Tells all who read the event stream something (spec: actions-and-runners, 8). */
@Singleton
final class AnnouncementRunner implements Runner {
    private static final int LONGEST_ROUTE = 255;

    private final Records records;

    AnnouncementRunner(Records records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "announcement";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        if (!order.runner().path("experimental").asBoolean(false)) {
            return RunnerResult.Failed.because("Experimental flag is missing for action \""
                    + order.action().ref() + "\": set experimental to true.");
        }
        String route = order.runner().path("route").asText("general");
        if (route.isEmpty() || route.length() > LONGEST_ROUTE) {
            return RunnerResult.Failed.because("route has to have 1 to " + LONGEST_ROUTE + " characters");
        }
        ObjectNode event = Json.object().put("event", "st2.announcement__" + route);
        ObjectNode data = event.putObject("data");
        ObjectNode told = Secrets.MASKED.in(order.action().parameters(), order.parameters());
        data.set("payload", told);
        data.set(
                "trace_context",
                order.context().path("trace_context").isObject()
                        ? order.context().path("trace_context")
                        : Json.object());
        try {
            records.put(Topics.STREAM_EVENTS, order.executionId(), event);
        } catch (IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
        ObjectNode result = told.deepCopy();
        result.set("output", told); // both are read (spec: actions-and-runners, 8)
        return new RunnerResult.Succeeded(result);
    }
}
