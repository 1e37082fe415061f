package io.hookline.expressions.template;

/** Read templates by their text, so that each text is read once. Bounded; may be used by many threads. */
public final class Templates {
    public Templates(TemplateConfig config) {}

    /** Never fails: a text that can't be read gives a template that says so by {@link Template#fault}. */
    public Template read(String source) {
        throw new UnsupportedOperationException();
    }
}
