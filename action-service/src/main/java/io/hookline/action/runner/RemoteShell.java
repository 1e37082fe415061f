package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Shells on other machines: works on all hosts of an order, some at a time, and puts together what came of it. A stop ends the processes
 * there as it does here.
 */
@Singleton
final class RemoteShell {
    static final String GIVEN_UP = "The run was given up.";

    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final Duration LEAST = Duration.ofMillis(1);

    private final SshConfig config;
    private final RunnerConfig limits;
    private final SshConnections connections;

    RemoteShell(SshConfig config, RunnerConfig limits, SshConnections connections) {
        this.config = config;
        this.limits = limits;
        this.connections = connections;
    }

    RunnerResult run(Order order, Work work, Stop stop) throws InterruptedException {
        Batch batch;
        try {
            int port = order.runner().path("port").asInt(0);
            String bastion = order.runner().path("bastion_host").isTextual()
                    ? order.runner().path("bastion_host").textValue()
                    : "";
            batch = new Batch(
                    order,
                    work,
                    stop,
                    RemoteHost.list(order.runner().path("hosts").asText(""), port),
                    bastion.isEmpty() ? Optional.empty() : Optional.of(RemoteHost.of(bastion, port)),
                    SshLogin.of(order.runner(), config));
        } catch (IllegalArgumentException e) {
            return new RunnerResult.Failed(RemoteEnd.Unreachable.failure(String.valueOf(e.getMessage())));
        }
        return RemoteEnd.together(batch.run(), config.allowPartialFailure());
    }

    /** What is done on one machine. */
    @FunctionalInterface
    interface Work {
        /**
         * @param remaining what is left of the order's time
         * @return the code that {@link SshConnection#perform} gives
         * @throws IllegalArgumentException if an order can't be carried out anywhere
         */
        Optional<Integer> on(SshConnection connection, RemoteOutput stdout, RemoteOutput stderr, Remaining remaining)
                throws IOException;
    }

    /** Tells how much of an order's time is left. */
    @FunctionalInterface
    interface Remaining {
        Duration time();
    }

    /** One order on all its hosts. */
    private final class Batch {
        private final Order order;
        private final Work work;
        private final Stop stop;
        private final List<RemoteHost> hosts;
        private final Optional<RemoteHost> bastion;
        private final SshLogin login;
        private final Duration timeout;
        private final Semaphore free = new Semaphore(Math.max(1, config.concurrency()));
        private final Set<SshConnection> open = ConcurrentHashMap.newKeySet();

        private Batch(
                Order order,
                Work work,
                Stop stop,
                List<RemoteHost> hosts,
                Optional<RemoteHost> bastion,
                SshLogin login) {
            this.order = order;
            this.work = work;
            this.stop = stop;
            this.hosts = hosts;
            this.bastion = bastion;
            this.login = login;
            this.timeout = Duration.ofSeconds(order.runner().path("timeout").asLong(DEFAULT_TIMEOUT_SECONDS));
        }

        private Map<String, RemoteEnd> run() throws InterruptedException {
            CompletableFuture<Void> ending = stop.asked().thenAccept(reason -> open.forEach(this::end));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Map<String, Future<RemoteEnd>> running = new LinkedHashMap<>();
                for (RemoteHost host : hosts) {
                    running.put(shown(host), threads.submit(() -> on(host)));
                }
                Map<String, RemoteEnd> ends = new LinkedHashMap<>();
                for (Map.Entry<String, Future<RemoteEnd>> one : running.entrySet()) {
                    ends.put(one.getKey(), one.getValue().get());
                }
                return ends;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                open.forEach(SshConnection::close);
                throw e;
            } finally {
                ending.cancel(false);
            }
        }

        private void end(SshConnection connection) {
            Thread.ofVirtual()
                    .name("stop-" + order.executionId())
                    .start(() -> connection.end(stop, limits.cancelGrace()));
        }

        /** Its name, unless another host of the order has the same. */
        private String shown(RemoteHost host) {
            boolean isUnique = hosts.stream()
                            .filter(other -> other.name().equals(host.name()))
                            .count()
                    == 1;
            return isUnique ? host.name() : host.name() + ":" + host.port();
        }

        private RemoteEnd on(RemoteHost host) throws InterruptedException {
            free.acquire();
            try {
                long deadline = System.nanoTime() + timeout.toNanos();
                return work(host, () -> Duration.ofNanos(Math.max(LEAST.toNanos(), deadline - System.nanoTime())));
            } finally {
                free.release();
            }
        }

        private RemoteEnd work(RemoteHost host, Remaining remaining) {
            if (stop.reason().isPresent()) {
                return new RemoteEnd.Unreachable(GIVEN_UP);
            }
            // With several hosts nobody could tell whose line it is.
            LiveOutput watched = hosts.size() == 1 ? order.output() : (stream, line) -> {};
            long limit = limits.outputLimit().asLongValue() / hosts.size();
            var stdout = new RemoteOutput(limit, watched, LiveOutput.Stream.STDOUT);
            var stderr = new RemoteOutput(limit, watched, LiveOutput.Stream.STDERR);
            try (SshConnection connection = connections.open(host, bastion, login, remaining.time(), stop)) {
                open.add(connection);
                if (stop.reason().isPresent()) {
                    return new RemoteEnd.Unreachable(GIVEN_UP);
                }
                Optional<Integer> code = work.on(connection, stdout, stderr, remaining);
                OutputReading reading = OutputReading.of(order.runner());
                JsonNode said = reading.value(stdout.kept());
                JsonNode complained = reading.value(stderr.kept());
                if (code.isEmpty()) {
                    return RemoteEnd.Overdue.of(said, complained);
                }
                RemoteEnd.Ended ended = RemoteEnd.Ended.of(code.get(), said, complained);
                return order.runner().path("sudo_password").isTextual() ? ended.withWrongPassword(login.user()) : ended;
            } catch (IOException | IllegalArgumentException e) {
                return new RemoteEnd.Unreachable(String.valueOf(e.getMessage()));
            }
        }
    }
}
