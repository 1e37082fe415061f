package io.hookline.rules.engine;

import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Rules;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All enabled rules in memory, by the trigger they are on. Before a batch is judged they are brought up to date by one query for what
 * changed, so a rule counts for every instance that is taken after its change was answered, on whatever node.
 */
@Singleton
class EnabledRules {
    private static final TriggerRules NONE = new TriggerRules();

    /** Tombstones of deleted rules stay for a week; who did not look for so long that some may be gone begins anew. */
    private static final Duration LONGEST_GAP = Duration.ofDays(3);

    private final Rules rules;
    private final Clock clock;
    private final Map<String, TriggerRules> byTrigger = new ConcurrentHashMap<>();
    private final Map<String, String> triggerOfRule = new HashMap<>();
    private final TopicView.Index<TriggerFact> triggers;
    private long version;
    private Instant refreshed = Instant.MIN;

    EnabledRules(Rules rules, Clock clock, Views views) {
        this.rules = rules;
        this.clock = clock;
        this.triggers = views.triggers()
                .indexedBy(fact -> fact instanceof Trigger trigger ? Stream.of(trigger.ref()) : Stream.empty());
    }

    /** After this, all changes count that were committed before it. */
    synchronized void refresh() {
        Instant now = clock.instant();
        if (refreshed.isBefore(now.minus(LONGEST_GAP))) {
            byTrigger.clear();
            triggerOfRule.clear();
            version = 0;
        }
        List<Rules.Change> changes = rules.since(version);
        for (Rules.Change change : changes) {
            apply(change);
            version = Math.max(version, change.version());
        }
        refreshed = now;
    }

    TriggerRules enabledFor(String trigger) {
        return byTrigger.getOrDefault(trigger, NONE);
    }

    /** Whether there is such a trigger, as far as this process has heard. */
    boolean knowsTrigger(String trigger) {
        return byTrigger.containsKey(trigger) || !triggers.get(trigger).isEmpty();
    }

    /** How many rules are tried for every instance of their trigger, though they ask for something. */
    int hidden() {
        return byTrigger.values().stream().mapToInt(TriggerRules::hidden).sum();
    }

    private void apply(Rules.Change change) {
        Rule rule = change.rule();
        @Nullable Trigger trigger = rule.trigger();
        @Nullable TriggerType type = change.triggerType();
        boolean counts = rule.enabled() && !change.deleted() && trigger != null && type != null;
        @Nullable String before = triggerOfRule.remove(rule.id());
        if (before != null && !(counts && before.equals(rule.triggerRef()))) {
            removed(before, rule.id());
        }
        if (counts && trigger != null && type != null) {
            byTrigger
                    .computeIfAbsent(rule.triggerRef(), ref -> new TriggerRules())
                    .put(new EnabledRule(rule, Json.tree(trigger), Json.tree(type)));
            triggerOfRule.put(rule.id(), rule.triggerRef());
        }
    }

    private void removed(String trigger, String rule) {
        byTrigger.computeIfPresent(trigger, (ref, rest) -> {
            rest.remove(rule);
            return rest.isEmpty() ? null : rest;
        });
    }
}
