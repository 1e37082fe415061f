package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The words before a shell that runs as somebody else: as root if an order asks for it, as the system user, unless this process is theirs
 * (spec: actions-and-runners, 4). Pure.
 *
 * @param words none: the shell runs as this process's user
 * @param password read by {@code sudo} from its standard input; null: it asks for none
 */
record Sudo(List<String> words, @Nullable String password) {
    private static final String ROOT = "root";

    static Sudo of(ObjectNode runner, Optional<String> systemUser, String thisUser) {
        boolean asRoot = runner.path("sudo").asBoolean(false);
        if (asRoot
                ? thisUser.equals(ROOT)
                : systemUser.isEmpty() || systemUser.get().equals(thisUser)) {
            return new Sudo(List.of(), null);
        }
        List<String> words = new ArrayList<>(List.of("sudo"));
        String password = runner.path("sudo_password").textValue();
        if (password != null) {
            words.add("-S");
        }
        words.add("-E");
        if (!asRoot) {
            words.addAll(List.of("-H", "-u", systemUser.get()));
        }
        words.add("--");
        return new Sudo(List.copyOf(words), password);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
