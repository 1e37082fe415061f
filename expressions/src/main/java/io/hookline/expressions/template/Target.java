package io.hookline.expressions.template;

import java.util.List;

/** What a value is given to. */
sealed interface Target {
    record Variable(String name) implements Target {}

    record Several(List<Target> targets) implements Target {}

    record Field(String namespace, String name) implements Target {}
}
