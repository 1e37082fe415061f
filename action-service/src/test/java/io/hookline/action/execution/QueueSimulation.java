package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.policy.Policy;
import io.hookline.common.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One course of events at the queue. Times are milliseconds of a clock that stands still between events. */
final class QueueSimulation {
    private static final int WORKERS = 4;
    private static final int SLOTS = 3;
    private static final long LEASE = 3_000;
    private static final int LOST_RETRIES = 3;
    private static final int AT_ONCE = 2;
    private static final ObjectNode NONE = Json.object();
    private static final List<Policy> BOUND = List.of(AdmissionTest.policy(
            Admission.CONCURRENCY, Json.object().put("threshold", AT_ONCE).put("action", "delay")));

    private final Random random;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> leases = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private long now;
    private int names;

    QueueSimulation(Random random) {
        this.random = random;
        for (int i = 0; i < WORKERS; i++) {
            nodes.add(new Node());
        }
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            now += random.nextInt(400);
            Node node = nodes.get(random.nextInt(WORKERS));
            switch (random.nextInt(12)) {
                case 0, 1 ->
                    node.record(
                            new Row(rows.size(), random.nextInt(3) == 0, random.nextInt(3) == 0),
                            random.nextInt(5) == 0);
                case 2 -> cancelAny();
                case 3 -> node.crash();
                case 4 -> node.standStill(now + random.nextLong(3 * LEASE));
                case 5 -> sweep();
                case 6 -> letIn();
                default -> node.act(random.nextInt(5) == 0);
            }
            checkBound();
        }
    }

    /** No more faults: within a few leases everything ends. */
    void awaitQuiet() {
        long deadline = now + 60 * LEASE;
        while (rows.stream().anyMatch(row -> !row.status.isFinal())) {
            now += 200;
            nodes.forEach(node -> node.act(false));
            sweep();
            letIn();
            checkBound();
            check(now < deadline, () -> "does not come to an end: " + rows);
        }
    }

    void checkLedger() {
        for (Row row : rows) {
            check(row.log.stream().filter(ExecutionStatus::isFinal).count() == 1, () -> "ended more than once: " + row);
            check(
                    row.starts.values().stream().allMatch(starts -> starts == 1),
                    () -> "ran twice in one attempt: " + row);
            check(row.retries || row.starts.size() <= 1, () -> "ran again though nobody wants that: " + row);
            check(row.endedBy == 0 || row.endedBy == row.attempt, () -> "ended by one who had lost it: " + row);
            check(row.starts.size() <= 1 + LOST_RETRIES, () -> "ran too often: " + row);
            check(
                    row.status != ExecutionStatus.SUCCEEDED || row.starts.containsKey(row.attempt),
                    () -> "succeeded without having run: " + row);
        }
    }

    private void checkBound() {
        long active = rows.stream().filter(Row::isLetIn).count();
        check(active <= AT_ONCE, () -> active + " at once: " + rows);
    }

    private static void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    // The statements, each whole or not at all.

    private List<Row> claim(String worker, int atMost) {
        if (!isAlive(worker)) {
            return List.of();
        }
        List<Row> taken = rows.stream()
                .filter(row -> row.status == ExecutionStatus.REQUESTED && !row.isShut)
                .limit(atMost)
                .toList();
        taken.forEach(row -> row.takenBy(worker));
        return taken;
    }

    /** Whether it was recorded as taken. */
    private boolean record(Row row, @Nullable String worker) {
        rows.add(row);
        boolean taken = worker != null && isAlive(worker) && !row.isShut;
        if (taken) {
            row.takenBy(worker);
        }
        return taken;
    }

    private boolean finish(Row row, int attempt) {
        if (row.attempt != attempt
                || (row.status != ExecutionStatus.RUNNING && row.status != ExecutionStatus.CANCELING)) {
            return false;
        }
        row.endedBy = attempt;
        row.become(
                row.status == ExecutionStatus.CANCELING
                        ? ExecutionStatus.CANCELED
                        : random.nextBoolean() ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED);
        return true;
    }

    private void sweep() {
        leases.values().removeIf(until -> until < now);
        for (Row row : rows) {
            boolean held = row.status == ExecutionStatus.RUNNING || row.status == ExecutionStatus.CANCELING;
            if (held && !leases.containsKey(row.worker)) {
                if (row.status == ExecutionStatus.CANCELING) {
                    row.become(ExecutionStatus.CANCELED);
                } else if (row.retries && row.losses < LOST_RETRIES) {
                    row.losses++;
                    row.become(ExecutionStatus.REQUESTED);
                } else {
                    row.become(ExecutionStatus.ABANDONED);
                }
            }
        }
    }

    private void letIn() {
        var admission = Admission.of(
                BOUND, rows.stream().filter(Row::isLetIn).map(row -> NONE).toList());
        for (Row row : rows) {
            boolean waits =
                    row.isShut && (row.status == ExecutionStatus.REQUESTED || row.status == ExecutionStatus.DELAYED);
            if (waits) {
                switch (admission.next(NONE)) {
                    case ADMITTED -> {
                        row.isShut = false;
                        if (row.status == ExecutionStatus.DELAYED) {
                            row.become(ExecutionStatus.REQUESTED);
                        }
                    }
                    case DELAYED -> {
                        if (row.status == ExecutionStatus.REQUESTED) {
                            row.become(ExecutionStatus.DELAYED);
                        }
                    }
                    case CANCELED -> throw new AssertionError("the policy delays");
                }
            }
        }
    }

    private void cancelAny() {
        if (rows.isEmpty()) {
            return;
        }
        Row row = rows.get(random.nextInt(rows.size()));
        switch (row.status.cancellation()) {
            case AT_ONCE -> row.become(ExecutionStatus.CANCELED);
            case BY_WORKER -> row.become(ExecutionStatus.CANCELING);
            case DONE_BEFORE, REFUSED -> {}
        }
    }

    private boolean isAlive(String worker) {
        return leases.getOrDefault(worker, -1L) > now;
    }

    /** A process that runs executions. */
    private final class Node {
        private final Map<Row, Run> running = new HashMap<>();
        private @Nullable String worker;
        private long leaseHolds;
        private long standsStillUntil;

        void crash() {
            running.clear();
            worker = null;
        }

        void standStill(long until) {
            standsStillUntil = until;
        }

        /**
         * @param losesAnswer what it asks is done, and it does not hear so
         */
        void act(boolean losesAnswer) {
            if (now < standsStillUntil) {
                return;
            }
            if (worker != null && now >= leaseHolds) {
                running.clear(); // the process groups are killed
                worker = null;
            }
            if (worker == null) {
                worker = "w" + names++;
                leases.put(worker, now + LEASE);
                leaseHolds = now + LEASE;
                return;
            }
            if (isAlive(worker)) {
                leases.put(worker, now + LEASE);
                leaseHolds = losesAnswer ? leaseHolds : now + LEASE;
            }
            adopt();
            List<Row> taken = claim(worker, Math.max(0, SLOTS - running.size()));
            if (!losesAnswer) {
                taken.forEach(this::begin);
            }
            for (Map.Entry<Row, Run> run : Map.copyOf(running).entrySet()) {
                if (now >= run.getValue().ends() || run.getKey().status == ExecutionStatus.CANCELING) {
                    finish(run.getKey(), run.getValue().attempt());
                    if (!losesAnswer) {
                        running.remove(run.getKey()); // else it reports the same end again
                    }
                }
            }
        }

        /**
         * What comes in here gets a seat if there is one.
         *
         * @param losesAnswer as in {@link #act}
         */
        void record(Row row, boolean losesAnswer) {
            boolean stands = now < standsStillUntil;
            boolean hasSeat = !stands && worker != null && now < leaseHolds && running.size() < SLOTS;
            if (QueueSimulation.this.record(row, hasSeat ? worker : null) && !losesAnswer) {
                begin(row);
            }
        }

        /** Claims whose answer got lost. */
        private void adopt() {
            for (Row row : rows) {
                boolean held = row.status == ExecutionStatus.RUNNING || row.status == ExecutionStatus.CANCELING;
                if (held && row.worker.equals(worker) && !running.containsKey(row)) {
                    begin(row);
                }
            }
        }

        private void begin(Row row) {
            if (row.status == ExecutionStatus.RUNNING) {
                row.starts.merge(row.attempt, 1, Integer::sum);
            }
            running.put(row, new Run(row.attempt, now + random.nextInt(2_000)));
        }
    }

    private record Run(int attempt, long ends) {}

    /** An execution. */
    private static final class Row {
        private final int number;
        private final boolean bounded;
        private final boolean retries;
        private final List<ExecutionStatus> log = new ArrayList<>(List.of(ExecutionStatus.REQUESTED));
        private final Map<Integer, Integer> starts = new HashMap<>();
        private ExecutionStatus status = ExecutionStatus.REQUESTED;
        private String worker = "";
        private boolean isShut;
        private int attempt;
        private int losses;
        private int endedBy;

        Row(int number, boolean bounded, boolean retries) {
            this.number = number;
            this.bounded = bounded;
            this.retries = retries;
            this.isShut = bounded;
        }

        void become(ExecutionStatus next) {
            check(status.canBecome(next), () -> "no legal step from " + status + " to " + next + ": " + this);
            status = next;
            log.add(next);
        }

        void takenBy(String by) {
            become(ExecutionStatus.SCHEDULED);
            become(ExecutionStatus.RUNNING);
            attempt++;
            worker = by;
        }

        boolean isLetIn() {
            return bounded
                    && !isShut
                    && (status == ExecutionStatus.REQUESTED
                            || status == ExecutionStatus.SCHEDULED
                            || status == ExecutionStatus.RUNNING);
        }

        @Override
        public String toString() {
            return number + (bounded ? " bounded" : "") + (retries ? " retries" : "") + " " + log + " starts " + starts;
        }
    }
}
