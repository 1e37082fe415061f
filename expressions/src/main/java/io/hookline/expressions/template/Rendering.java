package io.hookline.expressions.template;

/** What became of rendering a template to text. */
public sealed interface Rendering permits Rendering.Rendered, Refused {
    /** The text, spelled as Python spells values. */
    record Rendered(String text) implements Rendering {}
}
