package io.hookline.standalone;

import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said when Hookline does not start: one sentence where the cause lies outside, the stack trace too where it is our fault. */
final class FailedStart {
    /** How the messages of Quarkus' configuration begin. */
    private static final String CONFIGURATION = "SRCFG";

    private FailedStart() {}

    static String portTaken(int port) {
        return "Port " + port
                + " of 127.0.0.1 is taken by another program: stop that one, or set HOOKLINE_PORT to a free port.";
    }

    static void explain(Throwable failure, PrintStream to) {
        Optional<String> sentence = causes(failure).stream()
                .map(FailedStart::sentence)
                .flatMap(Optional::stream)
                .findFirst();
        if (sentence.isPresent()) {
            to.println(sentence.get());
        } else {
            to.println("Hookline could not start because of a fault of its own; please report this:");
            failure.printStackTrace(to);
        }
        to.flush();
    }

    private static Optional<String> sentence(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CannotStart || cause instanceof TopicUnavailable) {
            return Optional.of(message);
        }
        if (cause instanceof QuarkusBindException taken) {
            return Optional.of(portTaken(taken.getPort()));
        }
        if (cause instanceof BindException) {
            return Optional.of(
                    "A port of 127.0.0.1 was taken by another program during the start: start Hookline again.");
        }
        if (message.contains(CONFIGURATION) || cause instanceof ConfigurationException) {
            return Optional.of("A setting can't be used: "
                    + message.replaceAll("\\s+", " ").strip());
        }
        return Optional.empty();
    }

    /** From the outermost to the root. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
