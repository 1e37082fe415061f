package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a pack's script on this machine, with the action's parameters as its arguments (spec: actions-and-runners, 4). The arguments are
 * handed over as words; no shell reads them.
 */
@Singleton
final class LocalScriptRunner implements Runner {
    /** A script without a line that names its interpreter is read by the shell itself. */
    private static final String RUN = "exec \"$0\" \"$@\"";

    private static final Set<PosixFilePermission> TO_RUN = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private final PackRevisions revisions;
    private final LocalShell shell;

    LocalScriptRunner(PackRevisions revisions, LocalShell shell) {
        this.revisions = revisions;
        this.shell = shell;
    }

    @Override
    public String name() {
        return "local-shell-script";
    }

    @Override
    public Lane lane() {
        return Lane.PROCESS;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        try (PackFiles files = revisions.of(order, stop)) {
            Path script = files.entryPoints().find(order.action());
            makeExecutable(script);
            List<String> words = new ArrayList<>(List.of(script.toString()));
            words.addAll(ShellArguments.of(order));
            return shell.run(RUN, words, order, stop);
        } catch (IOException | IllegalArgumentException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }

    /** Packs are often unpacked without their files' modes. */
    private static void makeExecutable(Path script) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(script);
            if (mode.addAll(TO_RUN)) {
                Files.setPosixFilePermissions(script, mode);
            }
        } catch (IOException e) {
            // It is somebody else's file; if it can't be run as it is, the shell says so.
        }
    }
}
