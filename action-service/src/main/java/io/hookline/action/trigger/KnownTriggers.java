package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** The triggers there are and what their types say of payloads, in the view of the topic of triggers. */
@Singleton
public class KnownTriggers {
    private final TopicView<TriggerFact> view;
    private final TopicView.Index<TriggerFact> byRef;

    KnownTriggers(Views views) {
        this.view = views.triggers();
        this.byRef = view.indexedBy(fact -> Stream.of(fact.ref()));
    }

    /**
     * Why a payload can't go to a trigger, in the words of the hook for triggers (spec: webhooks-and-triggers, 2); empty: it can. That there
     * is no such trigger is said only after catching up.
     *
     * @param trigger reference
     */
    public Optional<String> fault(String trigger, ObjectNode payload) {
        if (find(trigger, Trigger.class).isEmpty()) {
            view.awaitCaughtUp();
        }
        return find(trigger, Trigger.class)
                .map(found -> find(found.type(), TriggerType.class)
                        .filter(type -> !type.payloadSchema().isEmpty())
                        .flatMap(type -> SchemaCheck.firstFault(type.payloadSchema(), payload)))
                .orElse(Optional.of("Trigger with reference \"" + trigger + "\" doesn't exist in the database"))
                .map(fault ->
                        "Trigger payload validation failed and validation is enabled, not dispatching a trigger \""
                                + trigger + "\": " + fault);
    }

    private <F extends TriggerFact> Optional<F> find(String ref, Class<F> kind) {
        return byRef.get(ref).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
