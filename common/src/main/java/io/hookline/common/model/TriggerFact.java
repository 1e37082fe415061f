package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the topic of triggers tells: the trigger types there are, the triggers made from them, and which the services have to raise. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Trigger.class),
    @JsonSubTypes.Type(TriggerType.class),
    @JsonSubTypes.Type(TriggerUse.class)
})
public sealed interface TriggerFact permits Trigger, TriggerType, TriggerUse {
    String id();

    String ref();
}
