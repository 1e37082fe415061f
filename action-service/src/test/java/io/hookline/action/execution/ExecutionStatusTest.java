package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.execution.ExecutionStatus.Cancellation;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionStatusTest {
    @Test
    void thereAreFourteenInThisSpelling() {
        assertThat(ExecutionStatus.texts())
                .containsExactlyInAnyOrder(
                        "requested",
                        "scheduled",
                        "delayed",
                        "running",
                        "succeeded",
                        "failed",
                        "timeout",
                        "abandoned",
                        "canceling",
                        "canceled",
                        "pending",
                        "pausing",
                        "paused",
                        "resuming");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REQUESTED | SCHEDULED FAILED DELAYED CANCELED CANCELING
            DELAYED   | REQUESTED SCHEDULED CANCELED CANCELING
            SCHEDULED | RUNNING CANCELING CANCELED
            RUNNING   | SUCCEEDED FAILED TIMEOUT ABANDONED CANCELED CANCELING PENDING PAUSING REQUESTED
            CANCELING | CANCELED
            PENDING   | SUCCEEDED TIMEOUT
            PAUSING   | PAUSED CANCELING SUCCEEDED FAILED TIMEOUT ABANDONED CANCELED
            PAUSED    | RESUMING CANCELING
            RESUMING  | RUNNING CANCELING
            SUCCEEDED | ''
            FAILED    | ''
            TIMEOUT   | ''
            ABANDONED | ''
            CANCELED  | ''
            """)
    void theseStepsAreLegal(ExecutionStatus from, String next) {
        String legal = Arrays.stream(ExecutionStatus.values())
                .filter(from::canBecome)
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(" "));

        assertThat(legal).isEqualTo(Arrays.stream(next.split(" ")).sorted().collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @EnumSource(ExecutionStatus.class)
    void nothingFollowsAFinalState(ExecutionStatus status) {
        boolean ends = Arrays.stream(ExecutionStatus.values()).noneMatch(status::canBecome);

        assertThat(status.isFinal()).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, AT_ONCE", "SCHEDULED, AT_ONCE", "DELAYED, AT_ONCE", "RUNNING, BY_WORKER", "PAUSING, BY_WORKER",
        "PAUSED, IN_TWO_STEPS", "RESUMING, IN_TWO_STEPS", "CANCELED, DONE_BEFORE", "SUCCEEDED, REFUSED",
                "FAILED, REFUSED",
        "TIMEOUT, REFUSED", "ABANDONED, REFUSED", "CANCELING, REFUSED", "PENDING, REFUSED"
    })
    void aRequestToCancelMeetsOneOfFiveThings(ExecutionStatus status, Cancellation cancellation) {
        assertThat(status.cancellation()).isEqualTo(cancellation);
    }
}
