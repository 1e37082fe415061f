package io.hookline.action.execution;

import io.hookline.action.execution.NewExecutions.Recorded;
import io.hookline.common.database.Database.Work;
import io.hookline.common.database.DatabaseUnavailable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/** Where executions come in: recorded, and begun by the same statement as far as this node has slots free; the others wait to be claimed. */
@Singleton
final class Arrivals {
    private final NewExecutions executions;
    private final Worker worker;
    private final ActionMetrics metrics;

    Arrivals(NewExecutions executions, Worker worker, ActionMetrics metrics) {
        this.executions = executions;
        this.worker = worker;
        this.metrics = metrics;
    }

    /**
     * Those that are recorded already are left as they are.
     *
     * @return ids of those that are new
     */
    Set<String> request(List<Execution> asked) {
        return request(asked, connection -> true);
    }

    /**
     * The same for what may be asked for again.
     *
     * @param first done in the same transaction; unless it says yes nothing is recorded
     */
    Set<String> request(List<Execution> asked, Work<Connection, Boolean> first) {
        try (Seats seats = worker.seats()) {
            Recorded recorded = record(asked, seats, first);
            recorded.begun().forEach(seats::begin);
            worker.wake(recorded.waiting());
            metrics.requested(recorded.fresh().size());
            return recorded.fresh();
        }
    }

    private Recorded record(List<Execution> asked, Seats seats, Work<Connection, Boolean> first) {
        try {
            return executions.record(asked, seats, first);
        } catch (DatabaseUnavailable e) {
            seats.uncertain();
            throw e;
        }
    }
}
