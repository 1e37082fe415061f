package io.hookline.action.chain;

import io.hookline.action.execution.Children;
import io.hookline.action.runner.EntryPoints;
import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Order;
import io.hookline.action.runner.Runner;
import io.hookline.action.runner.RunnerResult;
import io.hookline.action.runner.Stop;
import io.hookline.common.datastore.KnownKeys;
import io.hookline.expressions.template.Datastore;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Runs action chains. Where a chain stands is told by the executions it has asked for, and by nothing else: run again, after a pause or at
 * another node, it finds the ends of those it had and goes on.
 */
@Singleton
final class ChainRunner implements Runner {
    private static final long LONGEST_FILE = 1_000_000;

    private final EntryPoints entryPoints;
    private final Provider<Children> children;
    private final KnownKeys keys;
    private final Clock clock;

    /**
     * @param children which know of all runners, so they are made after them
     */
    ChainRunner(EntryPoints entryPoints, Provider<Children> children, KnownKeys keys, Clock clock) {
        this.entryPoints = entryPoints;
        this.children = children;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "action-chain";
    }

    @Override
    public Lane lane() {
        return Lane.WORKFLOW;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        String yaml;
        try {
            Path file = entryPoints.find(order.action());
            if (Files.size(file) > LONGEST_FILE) {
                return RunnerResult.Failed.because("The chain's file is longer than " + LONGEST_FILE + " bytes: "
                        + order.action().entryPoint());
            }
            yaml = Files.readString(file);
        } catch (IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
        Datastore datastore = keys.of(order.context().path("api_user").asText(order.user()));
        return switch (Chain.read(yaml)) {
            case Chain.Reading.Broken(String reason) ->
                RunnerResult.Failed.because("Failed to parse chain definition file \""
                        + order.action().entryPoint() + "\": " + reason);
            case Chain.Reading.Dangling(String reason) -> RunnerResult.Failed.because(reason);
            case Chain.Reading.Read(Chain chain) ->
                new ChainRun(chain, order, new ChainScope(order, datastore), children.get(), stop, clock).run();
        };
    }
}
