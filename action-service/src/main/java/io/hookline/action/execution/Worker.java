package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Stop;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.Rounds;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes executions that wait, as many as there are free slots, and brings each to its end. It is told of new ones; that a call got lost
 * costs no more than the interval between two looks.
 */
@Singleton
final class Worker {
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final Duration UNCERTAINTY = Duration.ofMinutes(2);

    private final Claims claims;
    private final Leases leases;
    private final ActionRun actionRun;
    private final ActionMetrics metrics;
    private final WorkerConfig config;
    private final Execution.RunnerInfo here =
            new Execution.RunnerInfo(hostname(), ProcessHandle.current().pid());

    private final QueueHeads heads;
    private final Map<Lane, Semaphore> slots = new EnumMap<>(Lane.class);
    private final Map<String, Run> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** Until then this worker may hold claims it was never told of; only the thread that claims touches it. */
    private long uncertainUntil = System.nanoTime();

    private @Nullable LeaseKeeper lease;
    private @Nullable Endings endings;
    private @Nullable Rounds claiming;
    private @Nullable Rounds canceling;

    Worker(Claims claims, Leases leases, ActionRun actionRun, ActionMetrics metrics, WorkerConfig config) {
        this.claims = claims;
        this.leases = leases;
        this.actionRun = actionRun;
        this.metrics = metrics;
        this.config = config;
        this.heads = new QueueHeads(config.poll(), System::nanoTime);
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        for (Lane lane : Lane.values()) {
            slots.put(lane, new Semaphore(slotsIn(lane)));
        }
        LeaseKeeper.heartbeat(config);
        endings = new Endings(claims, metrics, config, this::release);
        lease = new LeaseKeeper(leases, config, this::letGo);
        claiming = Rounds.start("worker", config.poll(), this::claim);
        canceling = Rounds.start("worker-cancel", config.poll(), this::lookForInterventions);
    }

    /** There may be something to run. */
    void wake() {
        if (claiming != null) {
            claiming.call();
        }
    }

    /** Somebody wants this execution ended, if it runs here. */
    void cancel(String id) {
        ask(id, ExecutionStatus.CANCELING);
    }

    /** Somebody wants this workflow to rest, if it runs here. */
    void pause(String id) {
        ask(id, ExecutionStatus.PAUSING);
    }

    private void ask(String id, ExecutionStatus wanted) {
        Run run = running.get(id);
        if (run != null) {
            ask(run.stop(), wanted);
        }
    }

    private static void ask(Stop stop, ExecutionStatus wanted) {
        if (wanted == ExecutionStatus.PAUSING) {
            stop.askForPause();
        } else {
            stop.ask(Stop.Reason.CANCELED);
        }
    }

    private boolean claim() {
        Optional<Lease> held = lease == null ? Optional.empty() : lease.current();
        if (held.isEmpty() || stopping) {
            return false;
        }
        try {
            if (System.nanoTime() < uncertainUntil) {
                adopt(held.get());
            }
            boolean more = false;
            for (Map.Entry<Lane, Semaphore> lane : slots.entrySet()) {
                more |= claim(held.get(), lane.getKey(), lane.getValue());
            }
            return more;
        } catch (DatabaseUnavailable e) {
            // The claim may have been committed all the same, now or when the database moves again.
            uncertainUntil = System.nanoTime() + UNCERTAINTY.toNanos();
            throw e;
        }
    }

    /** Claims that were committed though their answer got lost are this worker's all the same. */
    private void adopt(Lease held) {
        List<Claim> unknown = claims.unknown(held.worker(), running.keySet());
        Map<String, ExecutionStatus> wanted = unknown.isEmpty() ? Map.of() : claims.interventions(held.worker());
        for (Claim claim : unknown) {
            var stop = new Stop();
            ExecutionStatus state = wanted.get(claim.id());
            if (state != null) {
                ask(stop, state);
            }
            begin(new Run(claim, Lane.of(claim.lane()), held, stop));
        }
    }

    /** Whether there is more to take now. */
    private boolean claim(Lease held, Lane lane, Semaphore free) {
        int wanted = free.availablePermits();
        if (wanted == 0) {
            return false;
        }
        List<Claim> taken = claims.claim(held.worker(), here, lane.text(), heads.from(lane), wanted);
        heads.taken(lane, taken.stream().mapToLong(Claim::seq).max());
        taken.forEach(claim -> begin(new Run(claim, lane, held, new Stop())));
        return taken.size() == wanted && free.availablePermits() > 0;
    }

    private void begin(Run run) {
        running.put(run.claim().id(), run);
        metrics.started(1);
        slots(run.lane()).acquireUninterruptibly();
        Thread.ofVirtual().name("run-" + run.claim().id()).start(() -> perform(run));
    }

    private Semaphore slots(Lane lane) {
        return Objects.requireNonNull(slots.get(lane));
    }

    private void perform(Run run) {
        if (!run.lease().holds()) {
            run.stop().ask(Stop.Reason.LEASE_LOST);
        }
        actionRun.perform(run.claim(), run.stop()).ifPresentOrElse(this::write, () -> {
            metrics.fenced(1);
            release(run);
        });
    }

    private void write(Ending ending) {
        if (endings != null) {
            endings.add(ending);
        }
    }

    private void release(List<Ending> written) {
        for (Ending ending : written) {
            Run run = running.get(ending.claim().id());
            if (run != null && run.claim().attempt() == ending.claim().attempt()) {
                release(run);
            }
        }
        wake();
    }

    private void release(Run run) {
        if (running.remove(run.claim().id(), run)) {
            metrics.released();
            slots(run.lane()).release();
        }
    }

    /** Everything that was claimed under a lease that has run out may be somebody else's by now. */
    private void letGo() {
        metrics.leaseLost();
        running.values().stream()
                .filter(run -> !run.lease().holds())
                .forEach(run -> run.stop().ask(Stop.Reason.LEASE_LOST));
    }

    /** What was canceled or paused at another node. */
    private boolean lookForInterventions() {
        if (!running.isEmpty() && lease != null) {
            lease.current()
                    .ifPresent(held -> claims.interventions(held.worker()).forEach(this::ask));
        }
        return false;
    }

    /** Takes nothing more, lets what runs end by itself for a while, ends the rest, and writes all ends. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (claiming != null) {
            claiming.close();
        }
        awaitIdle(config.stopGrace());
        if (!running.isEmpty()) {
            Log.warnf("stopping: %d executions are ended before their time", running.size());
            running.values().forEach(run -> run.stop().ask(Stop.Reason.SHUTDOWN));
            awaitIdle(LAST_WRITES);
        }
        if (canceling != null && endings != null && lease != null) {
            canceling.close();
            endings.close();
            lease.close();
        }
    }

    /** Nothing runs when all slots are free. */
    private void awaitIdle(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Map.Entry<Lane, Semaphore> lane : slots.entrySet()) {
            int all = slotsIn(lane.getKey());
            if (lane.getValue().tryAcquire(all, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                lane.getValue().release(all);
            }
        }
    }

    private int slotsIn(Lane lane) {
        return switch (lane) {
            case THREAD -> config.slots();
            case PROCESS -> config.processes();
            case WORKFLOW -> config.workflows();
        };
    }

    private static String hostname() {
        String named = System.getenv("HOSTNAME");
        if (named != null && !named.isEmpty()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** A claim in progress. */
    private record Run(Claim claim, Lane lane, Lease lease, Stop stop) {}
}
