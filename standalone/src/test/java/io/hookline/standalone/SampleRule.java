package io.hookline.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;

/** A rule as people write it: JSON that can be posted. Always enabled and of the pack {@code default}. */
public final class SampleRule {
    private final ObjectNode json = Json.object();

    private SampleRule(String name, ObjectNode trigger) {
        json.put("name", name).put("pack", "default").put("enabled", true);
        json.set("trigger", trigger);
    }

    public static SampleRule onHook(String name, String url) {
        var trigger = Json.object().put("type", "core.st2.webhook");
        trigger.putObject("parameters").put("url", url);
        return new SampleRule(name, trigger);
    }

    public static SampleRule onTrigger(String name, String type) {
        return new SampleRule(name, Json.object().put("type", type));
    }

    public static SampleRule onTimer(String name, String unit, int delta) {
        var trigger = Json.object().put("type", "core.st2.IntervalTimer");
        trigger.putObject("parameters").put("unit", unit).put("delta", delta);
        return new SampleRule(name, trigger);
    }

    public SampleRule when(String key, String operator, Object pattern) {
        json.withObjectProperty("criteria")
                .putObject(key)
                .put("type", operator)
                .set("pattern", Json.mapper().valueToTree(pattern));
        return this;
    }

    public SampleRule runs(String action) {
        json.putObject("action").put("ref", action);
        return this;
    }

    /** A parameter of the action that was named before. */
    public SampleRule with(String parameter, String value) {
        json.withObjectProperty("action").withObjectProperty("parameters").put(parameter, value);
        return this;
    }

    public String ref() {
        return "default." + json.path("name").asText();
    }

    /** Its JSON. */
    @Override
    public String toString() {
        return json.toString();
    }
}
