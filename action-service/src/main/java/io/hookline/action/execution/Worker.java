package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Stop;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.QueueStart;
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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes executions that wait, as many as there are free slots, and brings each to its end. It is told of new ones; that a call got lost
 * costs no more than the interval between two looks.
 */
@Singleton
final class Worker {
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final Duration UNCERTAINTY = Duration.ofMinutes(2);
    private static final int LARGEST_TO_WAIT = 64 * 1024;

    private final Claims claims;
    private final Leases leases;
    private final ActionRun actionRun;
    private final ActionMetrics metrics;
    private final WorkerConfig config;
    private final Execution.RunnerInfo here =
            new Execution.RunnerInfo(hostname(), ProcessHandle.current().pid());

    private final Slots slots;
    private final Map<Lane, QueueStart> queues = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> looked = new EnumMap<>(Lane.class);
    private final Map<String, Run> running = new ConcurrentHashMap<>();
    /** Lanes whose queue had nothing left when it was last looked at, and got nothing since. */
    private final Set<Lane> withoutQueue = ConcurrentHashMap.newKeySet();
    /** Fair: who records executions is not to wait for round after round. */
    private final Lock oneClaimer = new ReentrantLock(true);
    /** Held shared by who records what it has seats for, alone by who looks for what this worker holds without knowing. */
    private final ReadWriteLock beginning = new ReentrantReadWriteLock();

    private volatile boolean stopping;

    /** Until then this worker may hold claims it was never told of. */
    private volatile long uncertainUntil = System.nanoTime();

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
        this.slots = new Slots(this::slotsIn);
        for (Lane lane : Lane.values()) {
            queues.put(lane, new QueueStart(config.poll(), System::nanoTime));
            looked.put(lane, System.nanoTime());
        }
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        LeaseKeeper.heartbeat(config);
        endings = new Endings(claims, metrics, config);
        lease = new LeaseKeeper(leases, config, this::letGo);
        claiming = Rounds.start("worker", config.poll(), this::claim);
        canceling = Rounds.start("worker-cancel", config.poll(), this::lookForInterventions);
    }

    /** There may be something to run. */
    void wake() {
        wake(EnumSet.allOf(Lane.class));
    }

    /** There may be something to run in these lanes. */
    void wake(Set<Lane> lanes) {
        withoutQueue.removeAll(lanes);
        if (!lanes.isEmpty()) {
            look();
        }
    }

    private void look() {
        if (claiming != null) {
            claiming.call();
        }
    }

    Execution.RunnerInfo here() {
        return here;
    }

    /**
     * None while this worker stops, holds no lease, or has to find out what it holds. Where others wait beside free slots they are taken
     * first: else all that comes in would queue up behind the last of them, and each cost a claim.
     */
    Seats seats() {
        if (Arrays.stream(Lane.values()).anyMatch(this::isIdleBesideQueue)) {
            claim();
        }
        boolean open = !stopping && !isUncertain() && beginning.readLock().tryLock();
        Optional<Lease> held = open && lease != null ? lease.current() : Optional.empty();
        if (open && held.isEmpty()) {
            beginning.readLock().unlock();
        }
        return new Seats(this, slots, held);
    }

    private boolean isIdleBesideQueue(Lane lane) {
        return hasQueue(lane) && slots.free(lane) > slotsIn(lane) / 2;
    }

    /** Whether others wait in this lane, as far as this worker knows. */
    boolean hasQueue(Lane lane) {
        return !withoutQueue.contains(lane);
    }

    /** A claim whose answer got lost may have been committed all the same, now or when the database moves again. */
    void uncertain() {
        uncertainUntil = System.nanoTime() + UNCERTAINTY.toNanos();
    }

    private boolean isUncertain() {
        return System.nanoTime() - uncertainUntil < 0;
    }

    /** Its seats are free again. */
    void leave(Seats seats) {
        if (seats.worker() != null) {
            beginning.readLock().unlock();
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
        oneClaimer.lock();
        try {
            return claimInAllLanes();
        } finally {
            oneClaimer.unlock();
        }
    }

    private boolean claimInAllLanes() {
        Optional<Lease> held = lease == null ? Optional.empty() : lease.current();
        if (held.isEmpty() || stopping) {
            return false;
        }
        try {
            if (isUncertain()) {
                adopt(held.get());
            }
            boolean more = false;
            for (Lane lane : Lane.values()) {
                more |= claim(held.get(), lane);
            }
            return more;
        } catch (DatabaseUnavailable e) {
            uncertain();
            throw e;
        }
    }

    /** Claims that were committed though their answer got lost are this worker's all the same. */
    private void adopt(Lease held) {
        if (!beginning.writeLock().tryLock()) {
            return; // what is being recorded with a seat is committed before it is known
        }
        try {
            List<Claim> unknown = claims.unknown(held.worker(), running.keySet());
            Map<String, ExecutionStatus> wanted = unknown.isEmpty() ? Map.of() : claims.interventions(held.worker());
            for (Claim claim : unknown) {
                var stop = new Stop();
                ExecutionStatus state = wanted.get(claim.id());
                if (state != null) {
                    ask(stop, state);
                }
                Lane lane = Lane.of(claim.lane());
                slots.occupyOne(lane);
                begin(new Run(claim, lane, held, stop));
            }
        } finally {
            beginning.writeLock().unlock();
        }
    }

    /**
     * Looks for one where there was no queue, so that the other slots are free for what comes in meanwhile; and seldom, for nobody called
     * for that.
     *
     * @return whether there is more to take now
     */
    private boolean claim(Lease held, Lane lane) {
        long now = System.nanoTime();
        if (!hasQueue(lane)
                && now - Objects.requireNonNull(looked.get(lane))
                        < config.poll().toNanos() / 2) {
            return false;
        }
        looked.put(lane, now);
        int wanted = slots.occupy(lane, hasQueue(lane) ? Integer.MAX_VALUE : 1);
        if (wanted == 0) {
            return false;
        }
        withoutQueue.add(lane); // before the look: what comes in during it is told by wake()
        QueueStart queue = Objects.requireNonNull(queues.get(lane));
        List<Claim> begun = List.of();
        try {
            Claims.Taken taken = claims.claim(held.worker(), here, lane.text(), queue.next(), wanted);
            queue.reached(taken.last());
            begun = taken.claims();
        } finally {
            slots.release(lane, wanted - begun.size());
        }
        begun.forEach(claim -> begin(claim, lane, held));
        boolean more = begun.size() == wanted;
        if (more) {
            withoutQueue.remove(lane);
        }
        return more && slots.free(lane) > 0;
    }

    /** In a slot that is occupied for it. */
    void begin(Claim claim, Lane lane, Lease held) {
        begin(new Run(claim, lane, held, new Stop()));
    }

    private void begin(Run run) {
        running.put(run.claim().id(), run);
        metrics.started(1);
        Thread.ofVirtual().name("run-" + run.claim().id()).start(() -> perform(run));
    }

    private void perform(Run run) {
        if (!run.lease().holds()) {
            run.stop().ask(Stop.Reason.LEASE_LOST);
        }
        actionRun.perform(run.claim(), run.stop()).ifPresentOrElse(ending -> write(run, ending), () -> {
            metrics.fenced(1);
            release(run);
        });
    }

    /** A large result keeps its slot until it is written, as what waits for that is in memory. */
    private void write(Run run, Ending ending) {
        if (endings == null) {
            return;
        }
        if (ending.json().length() <= LARGEST_TO_WAIT && slots.vacate(run.lane())) {
            endings.add(ending, () -> {
                forget(run);
                slots.written();
            });
            lookIfAwaited(run.lane());
        } else {
            endings.add(ending, () -> release(run));
        }
    }

    private void release(Run run) {
        forget(run);
        slots.release(run.lane(), 1);
        lookIfAwaited(run.lane());
    }

    private void forget(Run run) {
        running.remove(run.claim().id(), run);
        metrics.released();
    }

    /** Where there was no queue the slots are left to what comes in. */
    private void lookIfAwaited(Lane lane) {
        if (hasQueue(lane)) {
            look();
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
        if (!slots.awaitIdle(config.stopGrace())) {
            Log.warnf("stopping: %d executions are ended before their time", running.size());
            running.values().forEach(run -> run.stop().ask(Stop.Reason.SHUTDOWN));
            slots.awaitIdle(LAST_WRITES);
        }
        if (canceling != null && endings != null && lease != null) {
            canceling.close();
            endings.close();
            lease.close();
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
