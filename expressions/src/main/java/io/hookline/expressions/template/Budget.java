package io.hookline.expressions.template;

import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonError;

/** What one rendering has left to spend. */
final class Budget implements Meter {
    private static final int DEEPEST_CALLS = 100;
    private static final int DEEPEST = 2_000;

    private final TemplateConfig config;
    private long steps;
    private long characters;
    private long items;
    private int calls;
    private int depth;

    Budget(TemplateConfig config) {
        this.config = config;
    }

    @Override
    public void steps(long count) {
        steps += count;
        if (steps > config.steps()) {
            throw PythonError.limit("template takes more than " + config.steps() + " steps");
        }
    }

    @Override
    public void characters(long count) {
        characters += count;
        if (characters > config.characters()) {
            throw PythonError.limit("template makes more than " + config.characters() + " characters of text");
        }
    }

    @Override
    public void items(long count) {
        items += count;
        if (items > config.items()) {
            throw PythonError.limit("template makes more than " + config.items() + " list items");
        }
    }

    /** A macro or a recursive loop begins. */
    void enterCall() {
        steps(1);
        if (++calls > DEEPEST_CALLS) {
            throw PythonError.limit("calls are nested more than " + DEEPEST_CALLS + " levels deep");
        }
    }

    void leaveCall() {
        calls--;
    }

    /** One level down the tree, over all calls: what keeps the stack bounded. */
    void enter() {
        if (++depth > DEEPEST) {
            throw PythonError.limit("template is evaluated more than " + DEEPEST + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    /** The text as it is handed on. */
    String output(String text) {
        if (text.length() > config.output()) {
            throw PythonError.limit("template makes a text of more than " + config.output() + " characters");
        }
        return text;
    }
}
