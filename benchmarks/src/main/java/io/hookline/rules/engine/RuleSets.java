package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rules as people write them on a hook that many use, and the events that come by it: the same ones in each run. Bodies are of about 10
 * kB; half of them are pushes, four tenths pull requests, one tenth alerts.
 */
final class RuleSets {
    private static final int BODIES = 200;
    private static final int RULES_PER_REPOSITORY = 10;
    private static final List<String> EVENTS = List.of("push", "pull_request", "alert");
    private static final List<String> ACTIONS = List.of("opened", "closed", "edited", "labeled");
    private static final List<String> BRANCHES = List.of("main", "dev", "release", "next", "docs");
    private static final List<String> LANGUAGES = List.of("java", "python", "go", "rust", "ruby", "c", "kotlin", "zig");
    private static final List<String> WORDS = List.of(
            "fix",
            "index",
            "webhook",
            "deploy",
            "rollback",
            "cache",
            "timeout",
            "retry",
            "metric",
            "secret",
            "parser",
            "broker",
            "queue",
            "lease",
            "worker",
            "token",
            "header",
            "payload",
            "trigger",
            "rule",
            "action",
            "runner",
            "partition",
            "offset",
            "schema",
            "window",
            "timer",
            "backup",
            "restore",
            "upgrade",
            "install",
            "gateway",
            "proxy",
            "session",
            "cookie",
            "locale",
            "button",
            "layout",
            "colour",
            "search");

    private final Random random = new Random(7);
    private final int repositories;

    private RuleSets(int rules) {
        this.repositories = Math.max(4, rules / RULES_PER_REPOSITORY);
    }

    /** How rules are made. */
    enum Kind {
        /** The event's name, repository, branch or action; every second one with a sender. */
        EXACT,
        /** The event's name, then three of all kinds. */
        MIXED,
        /** As mixed, with what event-ruler has too. */
        COMMON,
        /** Six criteria of two to eight values each. */
        WEAK,
        /** The event's name, and a regular expression for few repositories. */
        REGEX,
        /** The event's name, an action, and who made the first of the commits. */
        LISTED
    }

    static List<ObjectNode> criteria(Kind kind, int rules) {
        RuleSets sets = new RuleSets(rules);
        return IntStream.range(0, rules)
                .mapToObj(i -> switch (kind) {
                    case EXACT -> sets.exact();
                    case MIXED -> sets.mixed(100);
                    case COMMON -> sets.mixed(85);
                    case WEAK -> sets.weak();
                    case REGEX -> sets.regex();
                    case LISTED -> sets.listed();
                })
                .toList();
    }

    private ObjectNode exact() {
        ObjectNode criteria = Json.object();
        String event = EVENTS.get(random.nextInt(2));
        equal(criteria, "trigger.headers.X-GitHub-Event", event);
        equal(criteria, "trigger.body.repository.full_name", repository(random.nextInt(repositories)));
        if (event.equals("push")) {
            equal(criteria, "trigger.body.ref", "refs/heads/" + one(BRANCHES));
        } else {
            equal(criteria, "trigger.body.action", one(ACTIONS));
        }
        if (random.nextBoolean()) {
            equal(criteria, "trigger.body.sender.login", sender(random.nextInt(5)));
        }
        return criteria;
    }

    private ObjectNode mixed(int kinds) {
        ObjectNode criteria = Json.object();
        equal(criteria, "trigger.headers.X-GitHub-Event", EVENTS.get(random.nextInt(2)));
        while (criteria.size() < 4) {
            int kind = random.nextInt(kinds);
            if (kind < 70) {
                equalOfAny(criteria);
            } else if (kind < 80) {
                set(
                        criteria,
                        "trigger.body.ref",
                        "startswith",
                        "refs/heads/" + one(BRANCHES).substring(0, 2));
            } else if (kind < 85) {
                criteria.set(
                        "trigger.body.pull_request.merged",
                        Json.object().put("type", "exists").put("pattern", true));
            } else if (kind < 90) {
                set(criteria, "trigger.body.title", "contains", one(WORDS) + " the " + one(WORDS));
            } else if (kind < 95) {
                set(
                        criteria,
                        "trigger.body.title",
                        "regex",
                        one(WORDS) + " the (" + one(WORDS) + "|" + one(WORDS) + ")");
            } else {
                criteria.set(
                        "trigger.body.number",
                        Json.object().put("type", "greaterthan").put("pattern", random.nextInt(1000)));
            }
        }
        return criteria;
    }

    private void equalOfAny(ObjectNode criteria) {
        switch (random.nextInt(8)) {
            case 0 -> equal(criteria, "trigger.body.repository.full_name", repository(random.nextInt(repositories)));
            case 1 -> equal(criteria, "trigger.body.ref", "refs/heads/" + one(BRANCHES));
            case 2 -> equal(criteria, "trigger.body.action", one(ACTIONS));
            case 3 -> equal(criteria, "trigger.body.sender.login", sender(random.nextInt(5)));
            case 4 -> equal(criteria, "trigger.body.repository.language", one(LANGUAGES));
            case 5 -> equal(criteria, "trigger.body.repository.visibility", either("public", "private"));
            case 6 -> equal(criteria, "trigger.body.draft", either("yes", "no"));
            default -> equal(criteria, "trigger.body.repository.owner", "owner-" + random.nextInt(50));
        }
    }

    private ObjectNode weak() {
        ObjectNode criteria = Json.object();
        equal(criteria, "trigger.headers.X-GitHub-Event", EVENTS.get(random.nextInt(2)));
        equal(criteria, "trigger.body.repository.language", one(LANGUAGES.subList(0, 4)));
        equal(criteria, "trigger.body.ref", "refs/heads/" + one(BRANCHES));
        equal(criteria, "trigger.body.action", one(ACTIONS));
        equal(criteria, "trigger.body.repository.visibility", either("public", "private"));
        equal(criteria, "trigger.body.draft", either("yes", "no"));
        return criteria;
    }

    private ObjectNode regex() {
        ObjectNode criteria = Json.object();
        equal(criteria, "trigger.headers.X-GitHub-Event", EVENTS.get(random.nextInt(2)));
        int first = random.nextInt(repositories);
        String pattern = "^acme/shop-(%d|%d)$".formatted(first, first + 1);
        set(criteria, "trigger.body.repository.full_name", "regex", pattern);
        return criteria;
    }

    private ObjectNode listed() {
        ObjectNode criteria = Json.object();
        equal(criteria, "trigger.headers.X-GitHub-Event", EVENTS.get(random.nextInt(2)));
        equal(criteria, "trigger.body.action", one(ACTIONS));
        equal(criteria, "trigger.body.commits[0].author.username", sender(random.nextInt(200)));
        return criteria;
    }

    private static void equal(ObjectNode criteria, String key, String value) {
        set(criteria, key, "equals", value);
    }

    private static void set(ObjectNode criteria, String key, String operator, String pattern) {
        criteria.set(key, Json.object().put("type", operator).put("pattern", pattern));
    }

    /** What comes: a payload each, as JSON. */
    static List<byte[]> payloads(int rules) {
        RuleSets sets = new RuleSets(rules);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            payloads.add(sets.payload(i).toString().getBytes(StandardCharsets.UTF_8));
        }
        return payloads;
    }

    private ObjectNode payload(int number) {
        int tenth = number % 10;
        ObjectNode payload = Json.object();
        ObjectNode headers = payload.putObject("headers");
        headers.put("X-GitHub-Event", EVENTS.get(tenth < 5 ? 0 : tenth < 9 ? 1 : 2));
        headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .put("Content-Type", "application/json");
        ObjectNode body = payload.putObject("body");
        if (tenth < 9) {
            body.put("ref", "refs/heads/" + one(BRANCHES))
                    .put("action", one(ACTIONS))
                    .put("number", random.nextInt(1000));
            body.put("title", one(WORDS) + " the " + one(WORDS) + " of the " + one(WORDS));
            body.put("draft", either("yes", "no"));
            ObjectNode repository = body.putObject("repository");
            repository
                    .put("full_name", repository(random.nextInt(repositories)))
                    .put("language", one(LANGUAGES));
            repository.put("owner", "owner-" + random.nextInt(50)).put("visibility", either("public", "private"));
            body.putObject("sender").put("login", sender(random.nextInt(5)));
            if (tenth >= 5) {
                body.putObject("pull_request").put("merged", random.nextBoolean());
            }
        }
        fill(body, tenth < 9 ? "commits" : "alerts");
        return payload;
    }

    /** What nobody asks for, and most of what is sent. */
    private void fill(ObjectNode body, String name) {
        for (int i = 0; i < 20; i++) {
            body.put(
                    "field_" + i + "_url", "https://api.example.org/repos/acme/shop/things/" + random.nextInt(100_000));
        }
        for (int i = 0; i < 20; i++) {
            ObjectNode item = body.withArray("/" + name).addObject();
            item.put("id", Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
            item.put("message", one(WORDS) + " " + one(WORDS) + " " + one(WORDS) + " and then some more words on it");
            item.put("timestamp", "2030-01-01T12:00:00Z").put("distinct", true).put("size", random.nextInt(1000));
            ObjectNode author = item.putObject("author");
            author.put("name", one(WORDS))
                    .put("email", one(WORDS) + "@example.org")
                    .put("username", sender(random.nextInt(200)));
            item.putArray("modified")
                    .add("src/main/java/" + one(WORDS) + ".java")
                    .add("docs/" + one(WORDS) + ".md");
            item.put("url", "https://github.example.org/acme/shop/commit/" + Long.toHexString(random.nextLong()));
        }
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String either(String one, String other) {
        return random.nextBoolean() ? one : other;
    }

    private static String repository(int number) {
        return "acme/shop-" + number;
    }

    private static String sender(int number) {
        return "user-" + number;
    }
}
