package io.hookline.action.trigger;

import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerUse;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which triggers of the system rules wait for, in the view of the topic of triggers. What is not known yet counts as waited for: to
 * raise it for nobody costs little, not to raise it would lose it.
 */
@Singleton
public class Listeners {
    private final TopicView<TriggerFact> view;
    private final TopicView.Index<TriggerFact> uses;

    Listeners(Views views) {
        this.view = views.triggers();
        this.uses = view.indexedBy(fact -> fact instanceof TriggerUse use ? Stream.of(use.ref()) : Stream.empty());
    }

    /** Before the first execution ends here: half of the topic might tell an older state. */
    void readWhole(@Observes @Priority(Interceptor.Priority.APPLICATION + 800) StartupEvent start) {
        view.awaitCaughtUp();
    }

    /**
     * @param trigger reference
     */
    public boolean listenTo(String trigger) {
        List<TriggerFact> known = uses.get(trigger);
        return known.isEmpty() || known.stream().anyMatch(fact -> fact instanceof TriggerUse use && use.used());
    }
}
