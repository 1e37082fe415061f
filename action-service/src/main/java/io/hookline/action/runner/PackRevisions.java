package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of packs as orders want them: as they are in their folders, or as they were in a revision of the git repository that the
 * folder is in (spec: actions-and-runners, 4 and 7: {@code content_version}). A revision is laid out in a folder of its own for one run;
 * the pack's folder and its repository stay as they are.
 */
@Singleton
final class PackRevisions {
    /** What git's names of revisions are made of; none begins like an option, or names a path. */
    private static final Pattern REVISION = Pattern.compile("[\\p{L}\\p{N}_@.][\\p{L}\\p{N}_@^~./{}+-]{0,249}");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final EntryPoints entryPoints;
    private final LocalProcesses processes;

    PackRevisions(EntryPoints entryPoints, LocalProcesses processes) {
        this.entryPoints = entryPoints;
        this.processes = processes;
    }

    /**
     * To be closed when the run is over.
     *
     * @throws IOException if there is no such revision, or it can't be laid out; the message is for people
     */
    PackFiles of(Order order, Stop stop) throws IOException, InterruptedException {
        String revision = order.runner().path("content_version").asText("");
        return revision.isEmpty()
                ? new PackFiles(entryPoints, null)
                : laidOut(revision, folder(order.action().pack()), stop);
    }

    private Path folder(String pack) throws FileNotFoundException {
        return entryPoints
                .folder(pack)
                .orElseThrow(() ->
                        new FileNotFoundException("Pack \"" + pack + "\" has no folder here, so no content_version."));
    }

    private PackFiles laidOut(String revision, Path folder, Stop stop) throws IOException, InterruptedException {
        if (!REVISION.matcher(revision).matches()) {
            throw new FileNotFoundException("content_version \"" + revision + "\" is no name of a revision.");
        }
        var git = new Git(revision, folder, stop);
        String repository = git.run(Map.of(), "rev-parse", "--absolute-git-dir");
        // The folder itself in that revision, which need not be the whole of its repository.
        String tree = git.run(Map.of(), "rev-parse", "--verify", revision + ":./");
        Path made = Files.createTempDirectory("hookline-pack");
        var files = new PackFiles(new EntryPoints(pack -> Optional.of(made.resolve("files"))), made);
        try {
            Files.createDirectory(made.resolve("files"));
            git.run(
                    Map.of(
                            "GIT_DIR", repository,
                            "GIT_WORK_TREE", made.resolve("files").toString(),
                            "GIT_INDEX_FILE", made.resolve("index").toString()),
                    "read-tree",
                    "--reset",
                    "-u",
                    tree);
            // Another user may have to read them, as far as the pack itself may be read.
            for (Path one : List.of(made, made.resolve("files"))) {
                Files.setPosixFilePermissions(one, Files.getPosixFilePermissions(folder));
            }
            return files;
        } catch (IOException | InterruptedException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** Git, asked about one folder; what it finds in this process's environment does not reach it. */
    private final class Git {
        private final String revision;
        private final Path folder;
        private final Stop stop;

        Git(String revision, Path folder, Stop stop) {
            this.revision = revision;
            this.folder = folder;
            this.stop = stop;
        }

        String run(Map<String, String> more, String... words) throws IOException, InterruptedException {
            Map<String, String> environment = new HashMap<>(more);
            environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
            environment.put("HOME", System.getProperty("user.home", "/"));
            environment.put("LC_ALL", "C");
            environment.put("GIT_TERMINAL_PROMPT", "0");
            List<String> command =
                    Stream.concat(Stream.of("git"), Stream.of(words)).toList();
            LocalProcesses.Ran ran = processes.run(
                    new Command(List.of(), command, environment, folder, null, null),
                    LONGEST,
                    (stream, line) -> {},
                    stop);
            return switch (ran.end()) {
                case ProcessGroup.Exited(int code) when code == 0 -> text(ran.stdout());
                case ProcessGroup.Exited exited -> throw refused(text(ran.stderr()));
                case ProcessGroup.Signaled signaled -> throw refused("it was killed");
                case ProcessGroup.Overdue overdue -> throw refused("it took too long");
            };
        }

        private IOException refused(String reason) {
            return new IOException(
                    "content_version \"" + revision + "\" can't be had of '" + folder + "', says git: " + reason);
        }

        private static String text(Output.Kept kept) {
            return OutputReading.TEXT.value(kept).asText().strip();
        }
    }
}
