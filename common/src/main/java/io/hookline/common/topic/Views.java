package io.hookline.common.topic;

import io.hookline.common.model.ActionFact;
import io.hookline.common.model.Credential;
import io.hookline.common.model.TriggerFact;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The views of this process, one per topic, whoever uses them. A view begins to read when it is first asked for; the process is ready
 * when every view that was asked for has been read to the end that stood at its start.
 */
@ApplicationScoped
public class Views {
    public TopicView<Credential> credentials() {
        throw new UnsupportedOperationException();
    }

    public TopicView<TriggerFact> triggers() {
        throw new UnsupportedOperationException();
    }

    public TopicView<ActionFact> actions() {
        throw new UnsupportedOperationException();
    }
}
