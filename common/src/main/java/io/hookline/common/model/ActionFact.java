package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the topic of actions tells: the runner types there are, and the actions that use them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Action.class), @JsonSubTypes.Type(RunnerType.class)})
public sealed interface ActionFact permits Action, RunnerType {
    String id();

    String name();
}
