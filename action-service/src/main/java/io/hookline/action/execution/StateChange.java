package io.hookline.action.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One entry of an execution's log. Times have the precision of milliseconds (spec: executions, 0). */
record StateChange(Instant timestamp, @JsonIgnore ExecutionStatus state) {
    StateChange {
        timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    }

    @JsonProperty("status")
    String status() {
        return state.text();
    }
}
