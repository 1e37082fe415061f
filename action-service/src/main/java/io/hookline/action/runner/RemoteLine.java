package io.hookline.action.runner;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a shell on another machine is to run (spec: actions-and-runners, 5). Pure.
 *
 * @param line as that machine's shell reads it
 * @param asRoot whether it needs {@code sudo}
 * @param password what {@code sudo} reads from its standard input, where the process list does not show it; null: nothing
 */
record RemoteLine(String line, boolean asRoot, @Nullable String password) {
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
            return new RemoteLine(line, false, null);
        }
        if (sudoPassword == null) {
            return new RemoteLine("sudo -E -- bash -c " + ShellWords.quoted(line), true, null);
        }
        // Where sudo asks for no password nobody has read it yet, and it must not be the command's input.
        String withoutInput = "exec < /dev/null; " + line;
        return new RemoteLine("sudo -S -p '' -E -- bash -c " + ShellWords.quoted(withoutInput), true, sudoPassword);
    }

    /**
     * Another command that may do what this one may. What root runs may belong in part to whoever is logged in, as {@code sudo} itself
     * may, so then the command is run by both.
     */
    RemoteLine by(String command) {
        if (!asRoot) {
            return new RemoteLine(command, false, null);
        }
        String sudo = password == null ? "sudo -n -- bash -c " : "sudo -S -p '' -- bash -c ";
        return new RemoteLine(sudo + ShellWords.quoted(command) + "; " + command, true, password);
    }

    /** The whole of its standard input. */
    byte[] input() {
        return password == null ? new byte[0] : (password + "\n").getBytes(StandardCharsets.UTF_8);
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
