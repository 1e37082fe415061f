package io.hookline.expressions.template;

/**
 * A template that gave nothing, and why.
 *
 * @param message for the author of the template
 */
public record Refused(Reason reason, String message) implements Rendering, Value {}
