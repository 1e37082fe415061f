package io.hookline.expressions.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a path: from a value to the values it leads to. */
sealed interface Step {
    record Fields(List<String> names) implements Step {}

    record AllFields() implements Step {}

    record Index(List<Integer> positions) implements Step {}

    record Slice(@Nullable Long start, @Nullable Long stop, long step) implements Step {}

    record Either(List<List<Step>> paths) implements Step {}

    /** The step taken from the value and from everything below it. */
    record Below(Step inner) implements Step {}
}
