package io.hookline.common.model;

/**
 * Whether an enabled rule is on a trigger that services raise by themselves: nobody has to raise what nobody waits for.
 *
 * @param id of this fact, not the trigger's
 * @param ref of the trigger
 */
public record TriggerUse(String id, String ref, boolean used) implements TriggerFact {}
