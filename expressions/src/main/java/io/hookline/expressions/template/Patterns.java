package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonPattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Regular expressions that templates use, so that each is read once. Bounded; may be used by many threads. */
final class Patterns {
    private static final int MOST = 500;

    private record Key(String source, boolean ignoreCase) {}

    private final Map<Key, PythonPattern> patterns = new ConcurrentHashMap<>();

    PythonPattern read(String source, boolean ignoreCase) {
        var key = new Key(source, ignoreCase);
        PythonPattern known = patterns.get(key);
        if (known != null) {
            return known;
        }
        PythonPattern read =
                ignoreCase ? PythonPattern.read(source, PythonPattern.Flag.IGNORE_CASE) : PythonPattern.read(source);
        if (patterns.size() >= MOST) {
            patterns.clear();
        }
        patterns.put(key, read);
        return read;
    }
}
