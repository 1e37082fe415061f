package io.hookline.action.runner;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a shell on another machine is to run (spec: actions-and-runners, 5). Pure.
 *
 * @param line as that machine's shell reads it
 * @param password what {@code sudo} reads from its standard input, where the process list does not show it; null: nothing
 */
record RemoteLine(String line, @Nullable String password) {
    /**
     * @param environment names that a shell could take
     * @param command read by a shell after the directory has been changed to
     */
    static RemoteLine of(
            Map<String, String> environment,
            String directory,
            String command,
            boolean asRoot,
            @Nullable String sudoPassword) {
        String line = "cd " + ShellWords.quoted(directory) + " && " + command;
        if (!environment.isEmpty()) {
            line = "export " + variables(environment) + " && " + line;
        }
        if (!asRoot) {
            return new RemoteLine(line, null);
        }
        String sudo = sudoPassword == null ? "sudo -E -- bash -c " : "sudo -S -E -- bash -c ";
        return new RemoteLine(sudo + ShellWords.quoted(line), sudoPassword);
    }

    private static String variables(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + ShellWords.quoted(variable.getValue()))
                        .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "RemoteLine"; // it may hold secrets
    }
}
