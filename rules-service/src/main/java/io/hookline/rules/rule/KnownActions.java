package io.hookline.rules.rule;

import io.hookline.common.model.Action;
import io.hookline.common.model.ActionFact;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The actions there are, as this process has learned of them from their owner, each with what its parameters must be. */
@Singleton
public class KnownActions {
    private final TopicView<ActionFact> view;
    private final TopicView.Index<ActionFact> byName;
    private final Map<String, Known> prepared = new ConcurrentHashMap<>();

    KnownActions(Views views) {
        this.view = views.actions();
        this.byName = view.indexedBy(fact -> Stream.of(
                switch (fact) {
                    case Action action -> "action " + action.ref();
                    case RunnerType runner -> "runner " + runner.name();
                }));
    }

    void startReading(@Observes StartupEvent start) {
        // Being made is enough: the view begins to read when it is first asked for.
    }

    /** The action, as far as this process knows by now. */
    public Optional<Known> get(String ref) {
        return byName.get("action " + ref).stream()
                .filter(Action.class::isInstance)
                .map(Action.class::cast)
                .findFirst()
                .flatMap(action -> runner(action.runnerType()).map(runner -> prepared(action, runner)));
    }

    /**
     * The action; a miss is believed only after all is read that the topic holds now.
     *
     * @throws io.hookline.common.topic.TopicUnavailable if Kafka does not answer
     */
    public Optional<Known> find(String ref) {
        Optional<Known> known = get(ref);
        if (known.isEmpty()) {
            view.awaitCaughtUp();
            known = get(ref);
        }
        return known;
    }

    private Optional<RunnerType> runner(String name) {
        return byName.get("runner " + name).stream()
                .filter(RunnerType.class::isInstance)
                .map(RunnerType.class::cast)
                .findFirst();
    }

    private Known prepared(Action action, RunnerType runner) {
        return prepared.compute(
                action.id(),
                (id, known) -> known != null && known.action() == action && known.runner() == runner
                        ? known
                        : new Known(
                                action,
                                runner,
                                ActionParameters.of(action, runner).withoutConfig()));
    }

    /** An action that can be asked for. */
    public record Known(Action action, RunnerType runner, ActionParameters parameters) {}
}
