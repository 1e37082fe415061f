package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.policy.Policy;
import io.hookline.common.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final ObjectNode CONTEXT = Json.object().put("user", "me");

    @Test
    void theFirstRetryIsNumberOne() {
        Optional<RetryPolicy.Retry> retry = next(ExecutionStatus.FAILED, retry("failure", 2, 1.5), CONTEXT);

        assertThat(retry).hasValueSatisfying(found -> {
            assertThat(found.count()).isEqualTo(1);
            assertThat(found.delay()).isEqualTo(1500);
            assertThat(found.context()).isEqualTo(Json.stored("""
                    {"user": "me", "policies": {"retry": {"applied_policy": "p.n", "retry_count": 1, "retried_liveaction_id": "L"}}}"""));
        });
    }

    @Test
    void theCountEndsIt() {
        ObjectNode second = next(ExecutionStatus.FAILED, retry("failure", 2, 0), CONTEXT)
                .orElseThrow()
                .context();
        ObjectNode third = next(ExecutionStatus.FAILED, retry("failure", 2, 0), second)
                .orElseThrow()
                .context();

        assertThat(next(ExecutionStatus.FAILED, retry("failure", 2, 0), third)).isEmpty();
    }

    @Test
    void onlyTheEndThatIsNamedIsRetried() {
        assertThat(next(ExecutionStatus.TIMEOUT, retry("failure", 2, 0), CONTEXT))
                .isEmpty();
        assertThat(next(ExecutionStatus.FAILED, retry("timeout", 2, 0), CONTEXT))
                .isEmpty();
        assertThat(next(ExecutionStatus.TIMEOUT, retry("timeout", 2, 0), CONTEXT))
                .isPresent();
    }

    private static Optional<RetryPolicy.Retry> next(ExecutionStatus end, Policy policy, ObjectNode context) {
        return RetryPolicy.next(List.of(policy), end, "L", context);
    }

    private static Policy retry(String on, int count, double delay) {
        return AdmissionTest.policy(
                RetryPolicy.TYPE,
                Json.object().put("retry_on", on).put("max_retry_count", count).put("delay", delay));
    }
}
