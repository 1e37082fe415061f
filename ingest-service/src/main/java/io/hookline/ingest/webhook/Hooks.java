package io.hookline.ingest.webhook;

import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hooks that exist, and the triggers they raise: read from the topic of triggers, in memory. */
@ApplicationScoped
class Hooks implements GenericHook.Known {
    private final TopicView<TriggerFact> triggers;
    private final TopicView.Index<TriggerFact> byHook;
    private final TopicView.Index<TriggerFact> byRef;
    private final TopicView.Index<TriggerFact> byType;
    private final TopicView.Index<TriggerFact> byIdentity;

    Hooks(Views views) {
        triggers = views.triggers();
        byHook = triggers.indexedBy(fact -> fact instanceof Trigger trigger ? HookName.of(trigger) : Stream.empty());
        byRef = triggers.indexedBy(fact -> Stream.of(fact.ref()));
        byType = triggers.indexedBy(
                fact -> fact instanceof Trigger trigger ? Stream.of(trigger.type()) : Stream.empty());
        byIdentity = triggers.indexedBy(
                fact -> fact instanceof Trigger trigger ? Stream.of(trigger.id(), trigger.uid()) : Stream.empty());
    }

    void readEarly(@Observes StartupEvent start) {
        // Asked for at the start, so that the process is ready only when it knows all hooks.
    }

    /** The triggers behind a hook, one for each spelling of its name, oldest first; none: there is no such hook as far as is known. */
    List<Trigger> listeningOn(String name) {
        return triggersIn(byHook.get(name)).toList();
    }

    /** The triggers behind all hooks, oldest first. */
    List<Trigger> all() {
        return triggersIn(triggers.values())
                .filter(trigger -> HookName.of(trigger).findAny().isPresent())
                .sorted(Comparator.comparing(Trigger::id))
                .toList();
    }

    @Override
    public Optional<Trigger> trigger(String ref) {
        return triggersIn(byRef.get(ref)).findFirst();
    }

    @Override
    public Optional<Trigger> triggerKnownAs(String idOrUid) {
        return triggersIn(byIdentity.get(idOrUid)).findFirst();
    }

    @Override
    public Optional<TriggerType> triggerType(String ref) {
        return byRef.get(ref).stream()
                .flatMap(fact -> fact instanceof TriggerType type ? Stream.of(type) : Stream.empty())
                .findFirst();
    }

    @Override
    public List<Trigger> triggersOf(String typeRef) {
        return triggersIn(byType.get(typeRef)).toList();
    }

    /** A miss is believed only after this. */
    Uni<Void> caughtUp() {
        return triggers.caughtUp();
    }

    private static Stream<Trigger> triggersIn(Collection<TriggerFact> facts) {
        return facts.stream().filter(Trigger.class::isInstance).map(Trigger.class::cast);
    }
}
