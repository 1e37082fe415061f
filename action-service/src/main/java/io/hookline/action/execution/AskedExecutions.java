package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.execution.ExecutionRequests.Judgement;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Optional;

/** Executions that somebody asks for and waits for the answer: judged, recorded, begun. */
@Singleton
public final class AskedExecutions {
    private final ExecutionRequests requests;
    private final Arrivals arrivals;
    private final Executions executions;
    private final RepeatedRequests repeated;
    private final ExecutionAnswers answers;

    AskedExecutions(
            ExecutionRequests requests,
            Arrivals arrivals,
            Executions executions,
            RepeatedRequests repeated,
            ExecutionAnswers answers) {
        this.requests = requests;
        this.arrivals = arrivals;
        this.executions = executions;
        this.repeated = repeated;
        this.answers = answers;
    }

    /**
     * @param body as {@code POST /v1/executions} takes it
     * @return the execution as it is shown
     * @throws BadRequestException if it can't be run
     */
    public ObjectNode ask(ObjectNode body, String caller) {
        return answers.of(ask(ExecutionRequest.of(body, null), Optional.empty(), caller), false);
    }

    /**
     * @param key under which it may have been asked for before
     * @throws BadRequestException if it can't be run
     */
    Execution ask(ExecutionRequest request, Optional<IdempotencyKey> key, String caller) {
        Optional<Execution> before = key.flatMap(repeated::execution);
        if (before.isPresent()) {
            return before.get();
        }
        return switch (requests.judge(request, caller)) {
            case Judgement.Accepted(Execution execution) ->
                isRecorded(execution, key)
                        ? execution
                        : key.flatMap(repeated::execution).orElseThrow();
            case Judgement.Unrenderable(Execution failed, String reason) -> {
                isRecorded(failed, key);
                throw new BadRequestException(reason);
            }
            case Judgement.Refused(String reason) -> throw new BadRequestException(reason);
        };
    }

    /** False: another request under the same key was faster. */
    private boolean isRecorded(Execution execution, Optional<IdempotencyKey> key) {
        boolean isNew = !arrivals.request(
                        List.of(execution),
                        connection -> key.isEmpty() || IdempotencyKeys.take(connection, key.get(), execution.id()))
                .isEmpty();
        if (isNew && execution.delay() != null) {
            executions.holdDelayed();
        }
        return isNew;
    }
}
