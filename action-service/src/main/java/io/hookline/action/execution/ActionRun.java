package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ParameterResolver;
import io.hookline.action.pack.PackConfigs;
import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Order;
import io.hookline.action.runner.Runner;
import io.hookline.action.runner.RunnerResult;
import io.hookline.action.runner.Runners;
import io.hookline.action.runner.Stop;
import io.hookline.action.stream.LiveOutputs;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters.RunOutcome;
import io.hookline.common.secret.SecretUnreadable;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Performs what was claimed: the action as it was when it was asked for, with parameters resolved now. */
@Singleton
final class ActionRun {
    private final Copies copies;
    private final ParameterResolver parameters;
    private final Runners runners;
    private final OutputCheck outputCheck;
    private final ResultSecrets secrets;
    private final LiveOutputs outputs;
    private final Clock clock;

    ActionRun(
            Copies copies,
            ParameterResolver parameters,
            Runners runners,
            OutputCheck outputCheck,
            ResultSecrets secrets,
            LiveOutputs outputs,
            Clock clock) {
        this.copies = copies;
        this.parameters = parameters;
        this.runners = runners;
        this.outputCheck = outputCheck;
        this.secrets = secrets;
        this.outputs = outputs;
        this.clock = clock;
    }

    /**
     * @return how it ended; empty if that is not for this worker to say any more
     */
    Optional<Ending> perform(Claim claim, Stop stop) {
        Optional<Stop.Reason> before = stop.reason();
        if (before.isPresent()) {
            return stopped(claim, before.get()); // what nobody wants any more is not begun
        }
        RunnerResult result;
        try {
            result = run(claim, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = RunnerResult.Failed.because("The run was interrupted.");
        } catch (SecretUnreadable e) {
            result = RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // a bug in a runner must not leave its execution running for ever
            Log.errorf(e, "runner broke execution=%s action=%s", claim.id(), claim.actionRef());
            result = RunnerResult.Failed.because(e.toString());
        }
        RunnerResult end = result;
        return stop.reason().map(reason -> stopped(claim, reason)).orElseGet(() -> Optional.of(ending(claim, end)));
    }

    private RunnerResult run(Claim claim, Stop stop) throws InterruptedException {
        Action action = copies.action(copies.get(claim.actionCopy()));
        RunnerType runnerType = copies.runnerType(copies.get(claim.runnerCopy()));
        if (!runnerType.enabled()) {
            return RunnerResult.Failed.because(
                    "Runner \"" + runnerType.name() + "\" has been disabled by the administrator.");
        }
        Optional<Runner> runner = runners.find(runnerType.name());
        if (runner.isEmpty()) {
            return RunnerResult.Failed.because(
                    "Actions of runner \"" + runnerType.name() + "\" can't be run by this version of Hookline.");
        }
        return switch (parameters.resolve(action, runnerType, claim.parameters(), claim.context())) {
            case RunOutcome.Failed(String reason) -> RunnerResult.Failed.because(reason);
            case RunOutcome.Split(ObjectNode ofRunner, ObjectNode ofAction) -> {
                // Closed, and so written, before the end is: who sees the end sees the output.
                try (LiveOutputs.Printing output =
                        outputs.open(claim.id(), claim.attempt(), claim.actionRef(), runnerType.name())) {
                    var order = new Order(
                            claim.id(),
                            claim.liveactionId(),
                            action,
                            claim.context(),
                            config(action, claim),
                            ofRunner,
                            ofAction,
                            output);
                    yield runner.get().run(order, stop);
                }
            }
        };
    }

    /** It could be rendered when the parameters were resolved, a moment ago. */
    private ObjectNode config(Action action, Claim claim) {
        return parameters.config(action, claim.context()) instanceof PackConfigs.Rendered.Ready(ObjectNode config)
                ? config
                : Json.object();
    }

    private Optional<Ending> stopped(Claim claim, Stop.Reason reason) {
        return switch (reason) {
            case LEASE_LOST -> Optional.empty();
            case CANCELED -> Optional.of(Ending.of(claim, ExecutionStatus.CANCELED, Json.object(), clock.instant()));
            case SHUTDOWN ->
                isLeftToOthers(claim)
                        ? Optional.empty()
                        : Optional.of(Ending.of(
                                claim,
                                ExecutionStatus.ABANDONED,
                                Json.object().put("error", "The worker was stopped before the action had ended."),
                                clock.instant()));
        };
    }

    /** A workflow goes on at another node, where it was; what its action wants repeated begins again there, as if this one had died. */
    private boolean isLeftToOthers(Claim claim) {
        String lost =
                copies.get(claim.actionCopy()).document().path("on_worker_lost").asText();
        return claim.lane().equals(Lane.WORKFLOW.text()) || lost.equals("retry");
    }

    private Ending ending(Claim claim, RunnerResult given) {
        ObjectNode action = copies.get(claim.actionCopy()).document();
        ObjectNode runner = copies.get(claim.runnerCopy()).document();
        RunnerResult result = outputCheck.checked(action, runner, given);
        ExecutionStatus status = switch (result) {
            case RunnerResult.Succeeded succeeded -> ExecutionStatus.SUCCEEDED;
            case RunnerResult.Failed failed -> ExecutionStatus.FAILED;
            case RunnerResult.TimedOut timedOut -> ExecutionStatus.TIMEOUT;
            case RunnerResult.Pending pending -> ExecutionStatus.PENDING;
            case RunnerResult.Paused paused -> ExecutionStatus.PAUSED;
            case RunnerResult.Canceled canceled -> ExecutionStatus.CANCELED;
            case RunnerResult.Abandoned abandoned -> ExecutionStatus.ABANDONED;
        };
        JsonNode kept = secrets.sealed(action, runner, result.result());
        return Ending.of(claim, status, kept, clock.instant());
    }
}
