package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the topic of triggers tells: the trigger types there are, and the triggers made from them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Trigger.class), @JsonSubTypes.Type(TriggerType.class)})
public sealed interface TriggerFact permits Trigger, TriggerType {
    String id();

    String ref();
}
