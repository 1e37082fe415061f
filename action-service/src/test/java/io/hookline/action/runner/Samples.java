package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.ExecutionTokens;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Orders to run, for tests of runners. */
final class Samples {
    static final String EXECUTION = "6b04f0b060fd08e819d0aac8";

    /** What leaves nothing behind only if it is closed. */
    private static final Queue<Closeable> OPEN = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Samples::close));
    }

    private Samples() {}

    private static void close() {
        for (Closeable open : OPEN) {
            try {
                open.close();
            } catch (IOException e) {
                // It stays, and the others go.
            }
        }
    }

    static Order order(ObjectNode runnerParameters) {
        return order("core.local", runnerParameters, Json.object());
    }

    static Order order(String ref, ObjectNode runnerParameters, ObjectNode actionParameters) {
        return order(ref, "", Json.object(), runnerParameters, actionParameters);
    }

    /**
     * @param schemas of the action's parameters
     */
    static Order order(
            String ref,
            String entryPoint,
            ObjectNode schemas,
            ObjectNode runnerParameters,
            ObjectNode actionParameters) {
        String pack = ref.substring(0, ref.indexOf('.'));
        String name = ref.substring(ref.indexOf('.') + 1);
        var action = new Action(
                "6b04da8860fd08e819d0aa4b",
                ref,
                "action:" + pack + ":" + name,
                name,
                pack,
                null,
                true,
                "any",
                entryPoint,
                schemas,
                Json.object(),
                Json.mapper().createArrayNode(),
                Json.object(),
                "",
                null);
        return new Order(
                EXECUTION,
                "6b04f0b060fd08e819d0aac7",
                action,
                Json.object().put("user", "stanley"),
                Json.object(),
                runnerParameters,
                actionParameters,
                (stream, line) -> {});
    }

    static LocalShell shell(int outputLimit) {
        return shell(outputLimit, new Leaders());
    }

    static LocalShell shell(int outputLimit, Leaders leaders) {
        OPEN.add(leaders::close);
        return new LocalShell(config(outputLimit), new LocalProcesses(config(outputLimit), leaders), environment());
    }

    static Leaders leaders() {
        var leaders = new Leaders();
        OPEN.add(leaders::close);
        return leaders;
    }

    static ActionEnvironment environment() {
        return environment("http://127.0.0.1:9101");
    }

    private static ActionEnvironment environment(String apiUrl) {
        return new ActionEnvironment(
                apiUrl,
                new IssuedTokens(new ExecutionTokens("a key for tests", execution -> false)),
                Clock.systemUTC());
    }

    static RunnerConfig config(int outputLimit) {
        return new RunnerConfig() {
            @Override
            public MemorySize outputLimit() {
                return new MemorySize(BigInteger.valueOf(outputLimit));
            }

            @Override
            public Duration cancelGrace() {
                return Duration.ofMillis(700);
            }

            @Override
            public Optional<String> systemUser() {
                return Optional.empty();
            }

            @Override
            public boolean validateOutputSchema() {
                return false;
            }
        };
    }

    /** As on a node that nobody has set anything for. */
    static OutgoingConfig outgoing() {
        return outgoing(OutgoingConfig.Reach.ANY, List.of());
    }

    static OutgoingConfig outgoing(OutgoingConfig.Reach reach, List<String> allowed) {
        return new OutgoingConfig() {
            @Override
            public Reach reach() {
                return reach;
            }

            @Override
            public Optional<List<String>> allowed() {
                return Optional.of(allowed);
            }

            @Override
            public List<String> refusedNetworks() {
                return List.of("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32");
            }
        };
    }

    static EntryPoints entryPoints(Path packs) {
        return new EntryPoints(pack -> Optional.of(packs.resolve(pack)).filter(Files::isDirectory));
    }

    static PackRevisions revisions(Path packs) {
        return new PackRevisions(entryPoints(packs), new LocalProcesses(config(10_000), leaders()));
    }

    static boolean hasPython() {
        return isOnPath("python3");
    }

    static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static PythonRunner python(Path packs, int outputLimit, String apiUrl) {
        return python(packs, outputLimit, apiUrl, new Records((topic, key, value) -> {
            throw new IllegalStateException("nothing is to be sent");
        }));
    }

    static PythonRunner python(Path packs, int outputLimit, String apiUrl, Records records) {
        var config = new PythonConfig() {
            @Override
            public String interpreter() {
                return "python3";
            }

            @Override
            public Optional<Path> virtualenvs() {
                return Optional.of(packs.resolve("virtualenvs"));
            }
        };
        var wrapper = new PythonWrapper();
        OPEN.add(wrapper::remove);
        var process = new PythonProcess(
                config(outputLimit),
                new LocalProcesses(config(outputLimit), leaders()),
                environment(apiUrl),
                new PythonInterpreters(config, entryPoints(packs)),
                revisions(packs),
                wrapper);
        var injection = new TriggerInjection(
                records,
                Clock.systemUTC(),
                (trigger, payload) -> trigger.equals("web.unheard")
                        ? Optional.of("there is no trigger web.unheard")
                        : Optional.empty(),
                2);
        return new PythonRunner(new CoreActions(injection, Clock.systemUTC()), process);
    }

    static Order watched(Order order, LiveOutput output) {
        return new Order(
                order.executionId(),
                order.liveactionId(),
                order.action(),
                order.context(),
                order.config(),
                order.runner(),
                order.parameters(),
                output);
    }

    /** Runs it on another thread. */
    static CompletableFuture<RunnerResult> start(Runner runner, Order order, Stop stop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return runner.run(order, stop);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
