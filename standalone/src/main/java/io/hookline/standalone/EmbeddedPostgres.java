package io.hookline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A real PostgreSQL as a child of this process, on the loopback, with a password that is made at the first start. It can't outlive us: it
 * is tied to the end of a pipe, which the system closes however we end, and then it stops as after a polite request. Signals that a
 * terminal sends to us do not reach it, so that it stops last.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "hookline";
    private static final String DATABASE = "hookline";
    private static final String FIRST_DATABASE = "postgres";
    private static final String PASSWORD_FILE = "database-password";
    private static final int PASSWORD_LENGTH = 40;

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LONGEST_PREDECESSOR = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The server ends when our end of the pipe is closed, and this shell when the server has. */
    private static final String TIED_TO_A_PIPE = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { cat <&3 >/dev/null; kill -INT $server; } 2>/dev/null &
            watcher=$!
            wait $server
            status=$?
            kill $watcher 2>/dev/null
            exit $status
            """;

    private final Process tied;
    private final Path log;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Process tied, Path log, int port, String password) {
        this.tied = tied;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    /**
     * @return when the server takes connections and the database is there
     * @throws CannotStart if it ends by itself or is not there in time
     */
    static EmbeddedPostgres start(DataFolder data, FreePorts ports, RandomText secrets)
            throws IOException, InterruptedException {
        Path home = data.folder("postgres");
        Path cluster = home.resolve("data");
        Path log = freshLog(home);
        var programs = PostgresPrograms.unpackedIn(home);
        var identity = PostgresIdentity.here(home);
        String password = password(data, cluster, secrets);
        if (!Files.isDirectory(cluster)) {
            initialise(identity, programs, cluster, data.file(PASSWORD_FILE), log);
        }
        awaitEndOfPredecessor(cluster);
        identity.own(cluster);
        int port = ports.next();
        var postgres = new EmbeddedPostgres(run(identity, programs, cluster, port, log), log, port, password);
        postgres.awaitDatabase();
        return postgres;
    }

    String url() {
        return url(DATABASE);
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    /** Done when the server has ended, for whatever reason. */
    CompletableFuture<?> ended() {
        return tied.onExit();
    }

    String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.reduce("", (before, line) -> line.isBlank() ? before : line);
        } catch (IOException e) {
            return "its log can't be read";
        }
    }

    @Override
    public void close() {
        try {
            tied.getOutputStream().close();
            if (tied.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // the pipe is closed either way
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tied.descendants().forEach(ProcessHandle::destroyForcibly);
        tied.destroyForcibly();
    }

    private static Path freshLog(Path home) throws IOException {
        Path log = home.resolve("log");
        if (Files.exists(log)) {
            Files.move(log, home.resolve("log.previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.createFile(log);
    }

    private static String password(DataFolder data, Path cluster, RandomText secrets) throws IOException {
        Optional<String> kept = data.read(PASSWORD_FILE);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (Files.isDirectory(cluster)) {
            throw new CannotStart("The database's password was in " + data.file(PASSWORD_FILE)
                    + ", which is no longer there: put it back.");
        }
        String made = secrets.ofLength(PASSWORD_LENGTH);
        data.write(PASSWORD_FILE, made + "\n");
        return made;
    }

    private static void initialise(
            PostgresIdentity identity, PostgresPrograms programs, Path cluster, Path passwordFile, Path log)
            throws IOException, InterruptedException {
        // Under its own name only when it is whole
        Path half = cluster.resolveSibling("data.new");
        PostgresPrograms.delete(half);
        Files.createDirectory(half);
        identity.own(half);
        int exit = new ProcessBuilder(identity.command(
                        programs.initdb(),
                        "-D",
                        half.toString(),
                        "-U",
                        USER,
                        "--pwfile=" + passwordFile,
                        "-A",
                        "scram-sha-256",
                        "-E",
                        "UTF-8",
                        "--no-locale"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new CannotStart("PostgreSQL's data could not be made, as " + log + " says.");
        }
        Files.move(half, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The server of a Hookline that was killed needs a moment to stop. */
    private static void awaitEndOfPredecessor(Path cluster) throws IOException, InterruptedException {
        Path file = cluster.resolve("postmaster.pid");
        long deadline = System.nanoTime() + LONGEST_PREDECESSOR.toNanos();
        while (System.nanoTime() < deadline && Files.exists(file) && isAlive(file)) {
            Thread.sleep(PAUSE);
        }
    }

    private static boolean isAlive(Path pidFile) throws IOException {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .filter(pid -> pid.matches("\\d{1,18}"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.endsWith("/postgres"))
                    .isPresent();
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    private static Process run(PostgresIdentity identity, PostgresPrograms programs, Path cluster, int port, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(setsid -> Files.isExecutable(Path.of(setsid)))
                .findFirst()
                .ifPresent(command::add);
        command.addAll(List.of("/bin/sh", "-c", TIED_TO_A_PIPE, "hookline-postgres"));
        command.addAll(identity.command(programs.postgres(), "-D", cluster.toString(), "-p", String.valueOf(port)));
        command.addAll(List.of("-h", "127.0.0.1", "-k", ""));
        command.addAll(List.of("-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB"));
        // Its log must not repeat what people store: no statements, no rows
        command.addAll(List.of("-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitDatabase() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline && tied.isAlive()) {
            try (Connection connection = connect(FIRST_DATABASE)) {
                if (connection != null) {
                    createDatabase(connection);
                    return;
                }
            } catch (SQLException e) {
                Thread.sleep(PAUSE); // not yet: the server opens its port late and is starting up after that
            }
        }
        String words = lastWords();
        close();
        throw new CannotStart("The embedded PostgreSQL did not start: " + words + " (see " + log + ").");
    }

    private void createDatabase(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean there = statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")
                    .next();
            if (!there) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private @Nullable Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        return new Driver().connect(url(database), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
