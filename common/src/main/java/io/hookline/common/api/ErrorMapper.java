package io.hookline.common.api;

import com.fasterxml.jackson.core.JacksonException;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.QueryTooLong;
import io.hookline.common.log.LogLimit;
import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The only place that turns an exception into an answer. */
@Singleton
final class ErrorMapper {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** While one of them is away every request may fail: a line for each would be a flood. */
    private final LogLimit databaseLines = new LogLimit();

    private final LogLimit kafkaLines = new LogLimit();

    @ServerExceptionMapper
    Response conflict(Conflict conflict) {
        return Fault.answer(
                Response.Status.CONFLICT.getStatusCode(),
                Fault.body(String.valueOf(conflict.getMessage())).put("conflict-id", conflict.conflictId()));
    }

    // A wrong method on a known path is answered like an unknown path (spec: auth, 3).
    @ServerExceptionMapper
    Response wrongMethod(NotAllowedException failure) {
        return Fault.answer(Response.Status.NOT_FOUND.getStatusCode(), Fault.NO_SUCH_PATH);
    }

    // The router throws its own with this message, our resources say what they did not find.
    @ServerExceptionMapper
    Response notFound(NotFoundException failure) {
        if (failure.getResponse().hasEntity()) {
            return failure.getResponse();
        }
        String text = String.valueOf(failure.getMessage());
        boolean fromRouter = text.startsWith("HTTP 404") || text.startsWith("Unable to find matching target resource");
        return Fault.answer(Response.Status.NOT_FOUND.getStatusCode(), fromRouter ? Fault.NO_SUCH_PATH : text);
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        Response given = failure.getResponse();
        if (given.hasEntity() || given.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
            return given;
        }
        Response answer = Fault.answer(given.getStatus(), String.valueOf(failure.getMessage()));
        String retryAfter = given.getHeaderString(HttpHeaders.RETRY_AFTER);
        return retryAfter == null
                ? answer
                : Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter)
                        .build();
    }

    @ServerExceptionMapper
    Response databaseAway(DatabaseUnavailable failure) {
        warn(databaseLines, failure);
        return later("The database is not available, try again later.");
    }

    @ServerExceptionMapper
    Response askedForTooMuch(QueryTooLong failure) {
        return Fault.answer(Response.Status.BAD_REQUEST.getStatusCode(), String.valueOf(failure.getMessage()));
    }

    @ServerExceptionMapper
    Response kafkaAway(TopicUnavailable failure) {
        warn(kafkaLines, failure);
        return later("Kafka is not available, try again later.");
    }

    // The reading of a request's body lets it out, and of what it read too late the sender is to hear if it still
    // listens. Where there is no body, and where JSON can't be written, it is a bug.
    @ServerExceptionMapper
    Response bodyDidNotCome(IOException failure, ContainerRequestContext request) {
        if (failure instanceof JacksonException || WITHOUT_BODY.contains(request.getMethod())) {
            return bug(failure);
        }
        Log.debug("a request's body did not come", failure);
        return Fault.answer(Response.Status.REQUEST_TIMEOUT.getStatusCode(), Fault.BODY_TOO_SLOW);
    }

    @ServerExceptionMapper
    Response bug(Throwable failure) {
        Log.error("request failed", failure);
        return Fault.answer(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "Internal Server Error");
    }

    private static void warn(LogLimit lines, RuntimeException failure) {
        lines.tell(heldBack -> Log.warnf("request refused reason=%s held_back=%d", failure.getMessage(), heldBack));
    }

    private static Response later(String text) {
        return Response.fromResponse(Fault.answer(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), text))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER.toSeconds())
                .build();
    }
}
