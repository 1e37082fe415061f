package io.hookline.action.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to be started on this machine.
 *
 * @param prefix words before it, such as {@code sudo}
 * @param words no shell reads them, unless it is one of them
 * @param environment the whole of it, besides what bash itself sets; names that a shell could take
 * @param directory null: this process's
 * @param password what the prefix reads from its standard input, if anything
 * @param input the one line that the command reads from its standard input, in ASCII; null: it reads nothing
 */
record Command(
        List<String> prefix,
        List<String> words,
        Map<String, String> environment,
        @Nullable Path directory,
        @Nullable String password,
        @Nullable String input) {
    Command {
        prefix = List.copyOf(prefix);
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "Command[" + words.get(0) + "]"; // what follows may be secret
    }
}
