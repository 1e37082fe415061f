package io.hookline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * As whom PostgreSQL's programs run, which refuse to run as root. An ordinary user is who he is. Root sheds his power in a user namespace,
 * where the files stay his; where the system allows none, as in many containers, the programs run as nobody, who then owns the data and
 * may still pass through folders that are closed to him.
 *
 * @param prefix  words before a command
 * @param uid  whom the data must belong to
 */
record PostgresIdentity(List<String> prefix, int uid) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    PostgresIdentity {
        prefix = List.copyOf(prefix);
    }

    /** @param ours  a folder that this process made */
    static PostgresIdentity here(Path ours) throws IOException, InterruptedException {
        int uid = owner(ours);
        if (uid != ROOT) {
            return new PostgresIdentity(List.of(), uid);
        }
        var inNamespace = new PostgresIdentity(List.of("unshare", "-U"), ROOT);
        if (inNamespace.works()) {
            return inNamespace;
        }
        var asNobody = new PostgresIdentity(
                List.of(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override"),
                NOBODY);
        if (asNobody.works()) {
            return asNobody;
        }
        throw new CannotStart(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv could shed root's power here:"
                        + " start Hookline as an ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own.");
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    /** Gives a folder and all in it to whom the programs run as, if it is not so already. */
    void own(Path folder) throws IOException, InterruptedException {
        if (owner(folder) == uid) {
            return;
        }
        var chown = new ProcessBuilder("chown", "-R", String.valueOf(uid), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (chown.waitFor() != 0) {
            throw new IOException(folder + " can't be given to user " + uid);
        }
    }

    private boolean works() throws InterruptedException {
        try {
            return new ProcessBuilder(command("true"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Objects.requireNonNull(Files.getAttribute(path, "unix:uid"));
    }
}
