package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ids;
import io.hookline.common.model.RunnerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is delivered with the service: the runner types, and the actions of the pack {@code core}. The same ids on every node. */
final class StockPack {
    private static final String PACK = "core";

    /** Stock things are made in no second; they show one long gone. */
    private static final String EPOCH = "58c9663a";

    private StockPack() {}

    static List<RunnerType> runnerTypes() {
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

    static List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (ObjectNode stock : read("/stock/core-actions.json")) {
            String name = stock.path("name").asText();
            String uid = "action:" + PACK + ":" + name;
            actions.add(new Action(
                    id(uid),
                    PACK + "." + name,
                    uid,
                    name,
                    PACK,
                    stock.path("description").asText(),
                    true,
                    stock.path("runner_type").asText(),
                    stock.path("entry_point").asText(),
                    (ObjectNode) stock.path("parameters"),
                    Json.object(),
                    Json.mapper().createArrayNode(),
                    Json.object(),
                    "actions/" + name + ".yaml"));
        }
        return actions;
    }

    private static String id(String uid) {
        return Ids.following(EPOCH, uid);
    }

    private static List<ObjectNode> read(String resource) {
        try (InputStream file = Objects.requireNonNull(StockPack.class.getResourceAsStream(resource), resource)) {
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
