package io.hookline.action.execution;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.util.Optional;

/** What was answered to a request that comes again under the same {@link IdempotencyKey}. */
@Singleton
final class RepeatedRequests {
    private static final int UNPROCESSABLE = 422;

    private final IdempotencyKeys keys;
    private final Executions executions;

    RepeatedRequests(IdempotencyKeys keys, Executions executions) {
        this.keys = keys;
        this.executions = executions;
    }

    /**
     * The execution that was made then, as it was then; empty if the key is new.
     *
     * @throws BadRequestException with the reason given then, if it could not be run at all
     * @throws ClientErrorException 422 if something else was asked for then
     */
    Optional<Execution> execution(IdempotencyKey key) {
        return keys.find(key).map(taken -> {
            if (!taken.request().equals(key.request())) {
                throw new ClientErrorException(
                        "Header \"" + IdempotencyKey.HEADER + "\": \"" + key.key()
                                + "\" was used for another request before",
                        UNPROCESSABLE);
            }
            Execution execution = executions
                    .get(taken.execution(), true)
                    .orElseThrow(() -> new ClientErrorException(
                            "Header \"" + IdempotencyKey.HEADER + "\": the execution of \"" + key.key()
                                    + "\" is not kept any more",
                            UNPROCESSABLE));
            if (!execution.isRendered() && execution.result() != null) {
                throw new BadRequestException(execution.result().path("error").asText());
            }
            return execution.asRequested();
        });
    }
}
