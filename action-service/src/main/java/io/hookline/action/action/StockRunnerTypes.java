package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.RunnerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The runner types, which are delivered with the service. The same ids on every node. */
final class StockRunnerTypes {
    /** They are made in no second; their ids show one long gone. */
    private static final String EPOCH = "58c9663a";

    private StockRunnerTypes() {}

    static List<RunnerType> all() {
        List<RunnerType> types = new ArrayList<>();
        for (ObjectNode stock : read("/stock/runner-types.json")) {
            String name = stock.path("name").asText();
            String uid = "runner_type:" + name;
            types.add(new RunnerType(
                    id(uid),
                    name,
                    uid,
                    stock.path("description").asText(),
                    true,
                    stock.path("runner_package").asText(),
                    stock.path("runner_module").asText(),
                    (ObjectNode) stock.path("runner_parameters"),
                    stock.path("output_key").asText(null),
                    Json.object()));
        }
        return types;
    }

    private static String id(String uid) {
        return Ids.following(EPOCH, uid);
    }

    private static List<ObjectNode> read(String resource) {
        try (InputStream file =
                Objects.requireNonNull(StockRunnerTypes.class.getResourceAsStream(resource), resource)) {
            List<ObjectNode> things = new ArrayList<>();
            for (JsonNode thing : Json.mapper().readTree(file)) {
                things.add((ObjectNode) thing);
            }
            return things;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
