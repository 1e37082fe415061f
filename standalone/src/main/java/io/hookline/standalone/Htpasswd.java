package io.hookline.standalone;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Users and the hashes of their passwords, one a line, in the form of Apache's htpasswd. Only the line of the user at hand is ever
 * touched; others, comments too, stay as they were.
 */
record Htpasswd(List<String> lines) {
    private static final int COST = 10;

    Htpasswd {
        lines = List.copyOf(lines);
    }

    static Htpasswd read(DataFolder data, String name) throws IOException {
        Path file = data.file(name);
        return new Htpasswd(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    /** Whether the file's own hash is one of that password. */
    boolean knows(String user, String password) {
        return lines.stream()
                .filter(line -> isOf(user, line))
                .map(line -> line.substring(user.length() + 1).strip())
                .anyMatch(hash -> BCrypt.verifyer().verify(password.toCharArray(), hash.toCharArray()).verified);
    }

    /** The same file, but that user has that password. */
    Htpasswd with(String user, String password) {
        List<String> changed = new ArrayList<>(lines);
        changed.removeIf(line -> isOf(user, line));
        changed.add(user + ":" + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(COST, password.toCharArray()));
        return new Htpasswd(changed);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static boolean isOf(String user, String line) {
        return line.startsWith(user + ":");
    }
}
