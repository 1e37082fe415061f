package io.hookline.action.runner;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words before a command that let signals do to it what they do by default. A server that was started by {@code nohup}, or in the
 * background of a script, ignores some, and a shell can't undo for itself what it inherits.
 */
final class DefaultSignals {
    /** None where {@code env} is too old for it (GNU coreutils before 8.31). */
    static final List<String> WORDS = words();

    private DefaultSignals() {}

    private static List<String> words() {
        List<String> words = List.of("env", "--default-signal=HUP,INT,QUIT");
        return works(words) ? words : List.of();
    }

    private static boolean works(List<String> words) {
        try {
            return new ProcessBuilder(Stream.concat(words.stream(), Stream.of("true"))
                                    .toList())
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
