package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a small clone of its own, with a Maven and a JDK that only say what they were asked for. */
class LauncherTest {
    private static final List<String> MODULES = List.of(
            "expressions", "common", "ingest-service", "rules-service", "action-service", "standalone", "benchmarks");
    /** What a POSIX system has, and nothing that would find a real JDK or Maven. */
    private static final List<String> TOOLS = List.of(
            "readlink", "dirname", "sed", "find", "cksum", "sort", "cat", "tee", "tail", "head", "grep", "rm", "mkdir");

    @TempDir
    Path folder;

    private Path clone;
    private Path tools;
    private Path jdk;
    private Path mavenCalls;

    private record Result(int exit, String output, String errors) {}

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectories(folder.resolve("a clone with spaces"));
        Files.copy(Path.of("../hookline"), clone.resolve("hookline"), StandardCopyOption.COPY_ATTRIBUTES);
        write(clone.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            write(clone.resolve(module).resolve("pom.xml"), "<project/>");
            write(clone.resolve(module).resolve("src/main/java/A.java"), "class A {}");
        }
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            program(tools.resolve(tool), "exec '%s' \"$@\"\n".formatted(real(tool)));
        }
        mavenCalls = folder.resolve("maven-calls");
        program(tools.resolve("mvn"), """
                echo "$@" >>'%s'
                echo '[INFO] Building common 0.1 [3/7]'
                [ -z "${FAILS:-}" ] || { echo '[ERROR] it does not compile'; exit 1; }
                mkdir -p '%2$s'
                echo jar >'%2$s/quarkus-run.jar'
                """.formatted(mavenCalls, clone.resolve("standalone/target/quarkus-app")));
        jdk = jdk("25");
    }

    @Test
    void theFirstUpBuildsAndTheNextOnlyStarts() throws IOException, InterruptedException {
        Result first = run(Map.of(), "up");
        Result second = run(Map.of(), "up");

        assertThat(first.exit()).isZero();
        assertThat(first.output())
                .contains("common 0.1")
                .contains("-jar " + clone.resolve("standalone/target/quarkus-app"));
        assertThat(second.output()).doesNotContain("Building").contains("quarkus-run.jar");
        assertThat(mavenCalls)
                .content()
                .hasLineCount(1)
                .contains("-pl standalone -am")
                .contains("-Dskip.services=true");
    }

    @Test
    void upBuildsAgainAfterAnyChangeOfTheSources() throws IOException, InterruptedException {
        Path source = clone.resolve("rules-service/src/main/java/A.java");
        run(Map.of(), "up");

        write(source, "class A { }");
        run(Map.of(), "up");
        assertThat(mavenCalls).content().hasLineCount(2);

        Files.delete(source);
        run(Map.of(), "up");
        assertThat(mavenCalls).content().hasLineCount(3);

        write(clone.resolve("common/src/main/resources/new.properties"), "a=b");
        run(Map.of(), "up");
        assertThat(mavenCalls).content().hasLineCount(4);

        write(clone.resolve("pom.xml"), "<project></project>");
        run(Map.of(), "up");
        assertThat(mavenCalls).content().hasLineCount(5);

        write(clone.resolve("benchmarks/src/main/java/A.java"), "class A { }");
        run(Map.of(), "up");
        assertThat(mavenCalls).content().as("what up does not need").hasLineCount(5);
    }

    @Test
    void aFailedBuildStartsNothingAndIsTriedAgain() throws IOException, InterruptedException {
        Result failed = run(Map.of("FAILS", "yes"), "up");
        Result second = run(Map.of(), "up");

        assertThat(failed.exit()).isNotZero();
        assertThat(failed.output()).doesNotContain("-jar");
        assertThat(failed.errors()).contains("it does not compile");
        assertThat(second.exit()).isZero();
        assertThat(mavenCalls).content().hasLineCount(2);
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("17");
        Files.createSymbolicLink(tools.resolve("javac"), jdk.resolve("bin/javac"));

        Result result = run(Map.of("JAVA_HOME", old.toString()), "up");

        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("java of 25 ");
    }

    @Test
    void aMissingMavenIsSaidInOneSentence() throws IOException, InterruptedException {
        Files.delete(tools.resolve("mvn"));

        Result result = run(Map.of(), "up");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errors().lines()).hasSize(1).first().asString().contains("Maven");
    }

    @Test
    void rulesAreCheckedByTheBuiltApplicationWithoutStartingIt() throws IOException, InterruptedException {
        Result first = run(Map.of(), "rules", "check", "my rules");
        Result second = run(Map.of(), "rules", "check", "my rules");

        assertThat(first.exit()).isZero();
        assertThat(mavenCalls).content().hasLineCount(1).contains("-pl standalone -am");
        assertThat(second.output())
                .contains(
                        clone.resolve("standalone/target/quarkus-app/lib/main").toString())
                .contains("io.hookline.rules.file.RulesCheckMain my rules")
                .doesNotContain("quarkus-run.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules", "rules check", "rules mend x", "rules check a b"})
    void rulesCheckNeedsOneFolder(String words) throws IOException, InterruptedException {
        Result result = run(Map.of(), words.split(" "));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errors()).contains("./hookline rules check FOLDER");
        assertThat(mavenCalls).doesNotExist();
    }

    @Test
    void testVerifiesEveryModuleAndPassesOnWhatFollows() throws IOException, InterruptedException {
        Result result = run(Map.of(), "test", "-Dconformance.folder=x y");

        assertThat(result.exit()).isZero();
        assertThat(mavenCalls)
                .content()
                .contains("verify -Dconformance.folder=x y")
                .doesNotContain("skip");
        assertThat(Path.of("../.ci/run")).content().contains("./hookline test");
    }

    @Test
    void anUnknownCommandIsRefusedWithTheOnesThereAre() throws IOException, InterruptedException {
        Result result = run(Map.of(), "down");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errors()).contains("down").contains("./hookline up");
    }

    /** From another folder, as anybody may call it. */
    private Result run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of(clone.resolve("hookline").toString()));
        command.addAll(List.of(words));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        Map<String, String> all = new TreeMap<>(Map.of("PATH", tools.toString(), "JAVA_HOME", jdk.toString()));
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        int exit = builder.start().waitFor();
        return new Result(exit, Files.readString(output), Files.readString(errors));
    }

    private Path jdk(String release) throws IOException {
        Path home = folder.resolve("jdk " + release);
        program(home.resolve("bin/javac"), "");
        program(home.resolve("bin/java"), """
                case $1 in
                  -XshowSettings*) echo '    java.specification.version = %1$s' >&2 ;;
                  *) echo "java of %1$s $*" ;;
                esac
                """.formatted(release));
        return home;
    }

    private static void program(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    private static Path real(String tool) {
        for (String place : System.getenv("PATH").split(":")) {
            Path file = Path.of(place, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new AssertionError("this machine has no " + tool);
    }
}
