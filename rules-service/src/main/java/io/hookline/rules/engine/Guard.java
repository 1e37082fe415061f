package io.hookline.rules.engine;

import io.hookline.rules.criteria.BreaksOn;
import io.hookline.rules.criteria.Sought;
import java.util.List;

/** What an instance must carry in one field so that the rules behind this guard are tried. */
sealed interface Guard {
    List<Object> field();

    /** A value on which a criterion may hold. */
    record Holding(List<Object> field, Sought sought) implements Guard {}

    /** A value that breaks a criterion by its kind. */
    record Breaking(List<Object> field, BreaksOn kind) implements Guard {}
}
