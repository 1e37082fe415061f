package io.hookline.action.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The kinds of policies there are: those of {@code policy-types.json}, with the same ids on every node. */
@Singleton
public final class PolicyTypes {
    /** What is delivered is made in no second; it shows one long gone. */
    private static final String EPOCH = "58c9663a";

    private final List<PolicyType> all = read();

    /** By type of resource, then name. */
    List<PolicyType> all() {
        return all;
    }

    Optional<PolicyType> find(String refOrId) {
        return all.stream()
                .filter(type -> type.ref().equals(refOrId) || type.id().equals(refOrId))
                .findFirst();
    }

    public int size() {
        return all.size();
    }

    private static List<PolicyType> read() {
        List<PolicyType> types = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(
                PolicyTypes.class.getResourceAsStream("/stock/policy-types.json"), "policy-types.json")) {
            for (JsonNode stock : Json.mapper().readTree(file)) {
                String resourceType = stock.path("resource_type").asText();
                String name = stock.path("name").asText();
                String uid = "policy_type:" + resourceType + ":" + name;
                types.add(new PolicyType(
                        Ids.following(EPOCH, uid),
                        uid,
                        resourceType + "." + name,
                        resourceType,
                        name,
                        stock.path("description").asText(),
                        true,
                        stock.path("module").asText(),
                        (ObjectNode) stock.path("parameters")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        types.sort(Comparator.comparing(PolicyType::resourceType).thenComparing(PolicyType::name));
        return List.copyOf(types);
    }
}
