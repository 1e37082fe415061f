package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.policy.Policy;
import io.hookline.common.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether one more execution of an action may begin, by the action's concurrency policies (spec: packs-and-datastore, 4.3). Not thread-safe;
 * counts those it admits. Without a policy all may.
 */
final class Admission {
    static final String CONCURRENCY = "action.concurrency";
    static final String CONCURRENCY_BY_ATTRIBUTES = "action.concurrency.attr";

    private static final ObjectNode NONE = Json.object();

    private final List<Limit> limits;

    private Admission(List<Limit> limits) {
        this.limits = limits;
    }

    /**
     * @param policies enabled ones of the action, of whatever type, in the order in which they are applied
     * @param active parameters of those that have been let in and have not ended, defaults filled in
     */
    static Admission of(List<Policy> policies, List<ObjectNode> active) {
        List<Limit> limits =
                policies.stream().flatMap(policy -> Limit.of(policy).stream()).toList();
        active.forEach(parameters -> limits.forEach(limit -> limit.count(parameters)));
        return new Admission(limits);
    }

    Outcome next(ObjectNode parameters) {
        for (Limit limit : limits) {
            if (limit.isReached(parameters)) {
                return limit.cancels ? Outcome.CANCELED : Outcome.DELAYED;
            }
        }
        limits.forEach(limit -> limit.count(parameters));
        return Outcome.ADMITTED;
    }

    /** What becomes of every further one, now that it makes no difference any more which it is; empty as long as it does. */
    Optional<Outcome> whenFull() {
        return limits.stream()
                .findFirst()
                .filter(first -> first.attributes.isEmpty() && first.isReached(NONE))
                .map(first -> first.cancels ? Outcome.CANCELED : Outcome.DELAYED);
    }

    static boolean bounds(String policyType) {
        return policyType.equals(CONCURRENCY) || policyType.equals(CONCURRENCY_BY_ATTRIBUTES);
    }

    /** What becomes of an execution that waits at the gate. */
    enum Outcome {
        ADMITTED,
        DELAYED,
        CANCELED
    }

    /** One policy and what it has counted: by the values of its attributes, all as one where it has none. */
    private static final class Limit {
        private final int threshold;
        private final boolean cancels;
        private final List<String> attributes;
        private final Map<List<JsonNode>, Integer> counted = new HashMap<>();

        private Limit(int threshold, boolean cancels, List<String> attributes) {
            this.threshold = threshold;
            this.cancels = cancels;
            this.attributes = attributes;
        }

        static Optional<Limit> of(Policy policy) {
            boolean byAttributes = policy.policyType().equals(CONCURRENCY_BY_ATTRIBUTES);
            if (!bounds(policy.policyType())) {
                return Optional.empty();
            }
            List<String> attributes = new ArrayList<>();
            if (byAttributes) {
                policy.parameters().path("attributes").forEach(name -> attributes.add(name.asText()));
            }
            return Optional.of(new Limit(
                    policy.parameters().path("threshold").asInt(),
                    policy.parameters().path("action").asText().equals("cancel"),
                    attributes));
        }

        private List<JsonNode> group(ObjectNode parameters) {
            return attributes.stream().map(parameters::path).toList();
        }

        boolean isReached(ObjectNode parameters) {
            List<JsonNode> group = group(parameters);
            return group.stream().noneMatch(JsonNode::isMissingNode)
                    ? counted.getOrDefault(group, 0) >= threshold
                    : countedLike(group) >= threshold;
        }

        /** What is not there is not compared. */
        private int countedLike(List<JsonNode> group) {
            return counted.entrySet().stream()
                    .filter(other -> IntStream.range(0, group.size())
                            .allMatch(i -> group.get(i).isMissingNode()
                                    || group.get(i).equals(other.getKey().get(i))))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        void count(ObjectNode parameters) {
            counted.merge(group(parameters), 1, Integer::sum);
        }
    }
}
