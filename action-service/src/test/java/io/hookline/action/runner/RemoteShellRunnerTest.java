package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteShellRunnerTest {
    private static final int LIMIT = 100_000;

    @TempDir
    Path folder;

    private SampleSshServer server;
    private Path knownHosts;

    @BeforeEach
    void start() throws Exception {
        server = new SampleSshServer(folder);
        knownHosts = Files.writeString(folder.resolve("known_hosts"), server.known("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theResultIsKeyedByHost() throws Exception {
        RunnerResult result = run(order("echo '{\"a\": 1}'; echo err >&2"));

        assertThat(result).isEqualTo(new RunnerResult.Succeeded((ObjectNode) Json.stored("""
                {"127.0.0.1": {"failed": false, "succeeded": true, "return_code": 0, "stdout": {"a": 1}, "stderr": "err"}}""")));
    }

    @Test
    void directoryAndVariablesReachTheCommand() throws Exception {
        ObjectNode order =
                order("pwd; echo \"$A\"; echo $ST2_ACTION_EXECUTION_ID").put("cwd", "/usr");
        order.putObject("env").put("A", "it's $HOME");

        assertThat(run(order).result().at("/127.0.0.1/stdout").asText())
                .isEqualTo("/usr\nit's $HOME\n" + Samples.EXECUTION);
    }

    @Test
    void aCommandThatFailsTellsItsCode() throws Exception {
        RunnerResult result = run(order("exit 3"));

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().at("/127.0.0.1/return_code").asInt()).isEqualTo(3);
    }

    @Test
    void oneHostThatFailsFailsAllUnlessOneIsEnough() throws Exception {
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = closed.getLocalPort();
            closed.close();
            ObjectNode order = order("echo x").put("hosts", server.address() + ",localhost:" + port);

            RunnerResult failed = run(order);
            RunnerResult succeeded = runner(true, true).run(Samples.order(order), new Stop());

            assertThat(failed).isInstanceOf(RunnerResult.Failed.class);
            assertThat(failed.result().at("/127.0.0.1/succeeded").asBoolean()).isTrue();
            assertThat(failed.result().at("/localhost/return_code").asInt()).isEqualTo(255);
            assertThat(failed.result().at("/localhost/error").asText())
                    .contains("Unable to connect to host localhost")
                    .doesNotContain("Future", "Exception");
            assertThat(succeeded).isInstanceOf(RunnerResult.Succeeded.class);
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsSaid() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();

            RunnerResult result =
                    run(order("true").put("hosts", "127.0.0.1:" + port).put("timeout", 1));

            assertThat(result.result().path("error").asText())
                    .isEqualTo("Unable to log in to host 127.0.0.1 (port " + port
                            + ") as stanley: there was no answer within 1 s.");
        }
    }

    @Test
    void aStopEndsConnecting() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            var stop = new Stop();
            ObjectNode order = order("true").put("hosts", "127.0.0.1:" + silent.getLocalPort());
            CompletableFuture<RunnerResult> running = Samples.start(runner(true, false), Samples.order(order), stop);
            try (Socket connected = silent.accept()) {
                stop.ask(Stop.Reason.CANCELED);

                assertThat(running).succeedsWithin(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aNameWithoutAnAddressIsSaid() throws Exception {
        assertThat(run(order("true").put("hosts", "no..name"))
                        .result()
                        .path("error")
                        .asText())
                .isEqualTo("Unable to connect to host no..name (port 22): there is no address for its name.");
    }

    @Test
    void noHostAtAllFailsAsAWhole() throws Exception {
        RunnerResult none = run(order("true").put("hosts", " , "));
        RunnerResult unreachable = run(order("true").put("password", "wrong"));

        assertThat(none.result().path("return_code").asInt()).isEqualTo(255);
        assertThat(unreachable.result().path("error").asText()).startsWith("Unable to log in to host 127.0.0.1");
        assertThat(unreachable.result().path("traceback").asText()).isNotEmpty();
    }

    @Test
    void aHostThatIsNotKnownIsNotTalkedTo() throws Exception {
        Files.writeString(knownHosts, "");

        RunnerResult refused = run(order("touch " + folder.resolve("touched")));
        RunnerResult unchecked = runner(false, false).run(Samples.order(order("true")), new Stop());

        assertThat(refused.result().path("error").asText())
                .startsWith("Host 127.0.0.1 (port " + server.port() + ") is not known: its key ")
                .endsWith(" is not in '" + knownHosts + "'.");
        assertThat(folder.resolve("touched")).doesNotExist();
        assertThat(unchecked).isInstanceOf(RunnerResult.Succeeded.class);
    }

    @Test
    void aHostThatShowsAnotherKeyIsNotTalkedTo() throws Exception {
        try (var other = new SampleSshServer(folder)) {
            String itsKey = other.known("127.0.0.1").replace("]:" + other.port(), "]:" + server.port());
            Files.writeString(knownHosts, itsKey);
        }

        assertThat(run(order("true")).result().path("error").asText())
                .contains("shows another key")
                .contains("Somebody may stand in between.");
    }

    @Test
    void aHostIsAskedForTheTypeOfKeyThatItIsKnownBy() throws Exception {
        var types = List.of(SampleSshServer.ED25519, SampleSshServer.ECDSA, SampleSshServer.RSA);
        try (var several = new SampleSshServer(folder, types.toArray(SampleSshServer.HostKey[]::new))) {
            for (SampleSshServer.HostKey type : types) {
                Files.writeString(knownHosts, several.known("127.0.0.1", type));

                assertThat(run(order("true").put("hosts", several.address())))
                        .as(type.type())
                        .isInstanceOf(RunnerResult.Succeeded.class);
            }
        }
    }

    @Test
    void aHostThatHasNoKeyOfTheKnownTypeIsNotTakenForAnother() throws Exception {
        try (var other = new SampleSshServer(folder, SampleSshServer.RSA)) {
            String itsKey = other.known("127.0.0.1").replace("]:" + other.port(), "]:" + server.port());
            Files.writeString(knownHosts, itsKey);
        }

        assertThat(run(order("true")).result().path("error").asText())
                .startsWith("Host 127.0.0.1 (port " + server.port()
                        + ") is known by another type of key: it shows ecdsa-sha2-nistp256 ")
                .endsWith(", and '" + knownHosts + "' has ssh-rsa for it.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "pass phrase")
    void anEd25519KeyOpensAHost(String passphrase) throws Exception {
        KeyPair key = SampleSshServer.ED25519.generated();
        server.authorize(key.getPublic());
        ObjectNode order = order("true").put("private_key", openSsh(key, passphrase));
        order.put("passphrase", passphrase).remove("password");

        assertThat(run(order)).isInstanceOf(RunnerResult.Succeeded.class);
    }

    @Test
    void aHostMayBeKnownByAnEd25519Key() throws Exception {
        try (var modern = new SampleSshServer(folder, SampleSshServer.ED25519)) {
            Files.writeString(knownHosts, modern.known("127.0.0.1"));

            assertThat(run(order("true").put("hosts", modern.address()))).isInstanceOf(RunnerResult.Succeeded.class);
        }
    }

    @Test
    void aKeyOfAnyFormMayHaveAPassphrase() throws Exception {
        KeyPair key = SampleSshServer.RSA.generated();
        server.authorize(key.getPublic());
        for (String text : List.of(openSsh(key, "pass phrase"), encryptedPem(key, "pass phrase"))) {
            ObjectNode order = order("true").put("private_key", text).put("passphrase", "pass phrase");
            order.remove("password");

            assertThat(run(order)).isInstanceOf(RunnerResult.Succeeded.class);
            for (String wrong : new String[] {"wrong", null}) {
                assertThat(run(order.put("passphrase", wrong))
                                .result()
                                .path("error")
                                .asText())
                        .isEqualTo("private_key can't be read: the passphrase is missing or wrong,"
                                + " or it is no private key");
            }
        }
    }

    @Test
    void aKeyMayBeGivenAsTextAsAPathOrBeConfigured() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        server.authorize(key.getPublic());
        String text = pem(key);
        Path file = Files.writeString(folder.resolve("default_key"), text);
        ObjectNode byText = order("true").put("private_key", text);
        ObjectNode byPath = order("true").put("private_key", file.toString());
        ObjectNode byDefault = order("true");
        for (ObjectNode order : List.of(byText, byPath, byDefault)) {
            order.remove("password");

            assertThat(run(order)).isInstanceOf(RunnerResult.Succeeded.class);
        }
    }

    @Test
    void aKeyThatCantBeReadIsNotTold() throws Exception {
        String error = run(order("true")
                        .put("private_key", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"))
                .result()
                .path("error")
                .asText();

        assertThat(error).startsWith("private_key can't be read").doesNotContain("c2VjcmV0");
    }

    @Test
    void theWayMayLeadOverABastion() throws Exception {
        try (var bastion = new SampleSshServer(folder)) {
            Files.writeString(knownHosts, server.known("127.0.0.1") + bastion.known("127.0.0.1"));

            RunnerResult result = run(order("echo through").put("bastion_host", bastion.address()));

            assertThat(result.result().at("/127.0.0.1/stdout").asText()).isEqualTo("through");
        }
    }

    @Test
    void theHostBehindABastionIsCheckedUnderItsOwnName() throws Exception {
        try (var bastion = new SampleSshServer(folder)) {
            Files.writeString(knownHosts, bastion.known("127.0.0.1"));

            assertThat(run(order("true").put("bastion_host", bastion.address()))
                            .result()
                            .path("error")
                            .asText())
                    .startsWith("Host 127.0.0.1 (port " + server.port() + ") is not known");
        }
    }

    @Test
    void aTimeoutKeepsTheOutputAndClosesTheConnection() throws Exception {
        RunnerResult result = run(order("echo before; sleep 20").put("timeout", 2));

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result()).isEqualTo(Json.stored("""
                {"127.0.0.1": {"failed": true, "succeeded": false, "return_code": -9, "stdout": "before", "stderr": "",
                 "timeout": true}}"""));
        await().until(() -> server.connections() == 0);
    }

    @Test
    void aStopClosesTheConnection() throws Exception {
        Path begun = folder.resolve("begun");
        var stop = new Stop();
        CompletableFuture<RunnerResult> running =
                Samples.start(runner(true, false), Samples.order(order("touch " + begun + "; sleep 20")), stop);
        await().until(() -> Files.exists(begun));

        stop.ask(Stop.Reason.CANCELED);

        running.join();
        await().until(() -> server.connections() == 0);
    }

    @Test
    void whatIsCanceledMayCleanUpAndEndsWithAllItHasStarted() throws Exception {
        Path child = folder.resolve("child");
        Path cleaned = folder.resolve("cleaned");
        var stop = new Stop();
        String command = "trap 'touch " + cleaned + "; exit 0' TERM; sleep 300 & echo $! > " + child + ".new; mv "
                + child + ".new " + child + "; wait";
        CompletableFuture<RunnerResult> running =
                Samples.start(runner(true, false), Samples.order(order(command)), stop);
        String process = started(child);

        stop.ask(Stop.Reason.CANCELED);

        running.join();
        assertThat(cleaned).exists();
        await().until(() -> !runs(process));
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELED", "LEASE_LOST"})
    void whatDoesNotListenIsKilled(Stop.Reason reason) throws Exception {
        Path child = folder.resolve("child");
        var stop = new Stop();
        CompletableFuture<RunnerResult> running = Samples.start(
                runner(true, false),
                Samples.order(order(
                        "trap '' TERM; echo $$ > " + child + ".new; mv " + child + ".new " + child + "; sleep 300")),
                stop);
        String process = started(child);

        stop.ask(reason);

        running.join();
        await().until(() -> !runs(process));
    }

    @Test
    void whatTakesTooLongIsKilled() throws Exception {
        Path child = folder.resolve("child");

        RunnerResult result =
                run(order("sleep 300 & echo $! > " + child + ".new; mv " + child + ".new " + child + "; wait")
                        .put("timeout", 1));

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        String process = Files.readString(child).strip();
        await().until(() -> !runs(process));
    }

    @ParameterizedTest
    @ValueSource(strings = {"printf '%0300d\\n' 7 >&2; echo Welcome >&2", "printf 'no line end' >&2", ""})
    void whatAProfileSaysKeepsNothingFromBeingKilled(String profile) throws Exception {
        Path child = folder.resolve("child");
        Files.writeString(folder.resolve("profile"), profile);

        RunnerResult result =
                run(order("echo begun >&2; echo $$ > " + child + "; sleep 300").put("timeout", 1));

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result().at("/127.0.0.1/stderr").asText())
                .endsWith("begun")
                .doesNotContain("hookline-process");
        String process = Files.readString(child).strip();
        await().until(() -> !runs(process));
    }

    private static String started(Path told) throws IOException {
        await().until(() -> Files.exists(told));
        return Files.readString(told).strip();
    }

    /** One that is dead may be there until somebody asks for its code. */
    private static boolean runs(String process) throws Exception {
        Process asked = new ProcessBuilder("ps", "-o", "stat=", "-p", process).start();
        String state = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return !state.isEmpty() && !state.startsWith("Z");
    }

    @Test
    void endlessOutputIsCutAndMarked() throws Exception {
        String stdout = run(order("head -c 1000000 /dev/zero | tr '\\0' x"))
                .result()
                .at("/127.0.0.1/stdout")
                .asText();

        assertThat(stdout).hasSize(LIMIT + ShellResult.CUT.length()).endsWith(ShellResult.CUT);
    }

    @Test
    void linesAreToldIfThereIsOneHost() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Order order = Samples.watched(
                Samples.order(order("echo one; echo two >&2")),
                (stream, line) -> lines.add(stream.text() + " " + line));

        runner(true, false).run(order, new Stop());

        assertThat(lines).containsExactlyInAnyOrder("stdout one\n", "stderr two\n");
    }

    @Test
    void thePasswordOfSudoIsOnNoCommandLine() throws Exception {
        sudo("""
                read -r password
                case "$(cat /proc/*/cmdline 2>/dev/null | tr '\\0' ' ')" in *"$password"*) echo 1 >&2 ;; *) echo 0 >&2 ;; esac
                """);

        assertThat(rootsResult("echo done", "r00t-4711")).isEqualTo(Json.stored("""
                {"failed": false, "succeeded": true, "return_code": 0, "stdout": "done", "stderr": 0}"""));
    }

    @Test
    void aPasswordThatSudoDoesNotAskForIsNoInputOfTheCommand() throws Exception {
        sudo("");

        assertThat(rootsResult("cat; echo end", "r00t-4711").path("stdout").asText())
                .isEqualTo("end");
    }

    @Test
    void aWrongPasswordOfSudoIsSaid() throws Exception {
        sudo("echo 'sudo: 1 incorrect password attempt' >&2; exit 1");

        assertThat(rootsResult("id", "wrong")).isEqualTo(Json.stored("""
                {"failed": true, "succeeded": false, "return_code": -1, "stdout": "",
                 "stderr": "sudo: 1 incorrect password attempt",
                 "error": "Invalid sudo password provided or sudo is not configured for this user (stanley)"}"""));
    }

    @Test
    void whatRootRunsIsEndedByRoot() throws Exception {
        Path child = folder.resolve("child");
        sudo("echo \"$*\" >> " + folder.resolve("asked"));

        RunnerResult result = run(
                order("echo $$ > " + child + "; sleep 300").put("sudo", true).put("timeout", 1));

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .anySatisfy(asked -> assertThat(asked).startsWith("-n -- bash -c kill -s KILL -- -"));
        String process = Files.readString(child).strip();
        await().until(() -> !runs(process));
    }

    /** A sudo that first does this, and then runs the command as whoever is logged in. */
    private void sudo(String first) throws IOException {
        Path sudo = Files.writeString(
                folder.resolve("sudo"),
                "#!/bin/sh\n" + first + "\nwhile [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        assertThat(sudo.toFile().setExecutable(true)).isTrue();
    }

    private JsonNode rootsResult(String command, String password) throws Exception {
        return run(order(command).put("sudo", true).put("sudo_password", password))
                .result()
                .path("127.0.0.1");
    }

    @Test
    void noTokenGoesOverTheLine() throws Exception {
        RunnerResult result = run(order("echo $ST2_ACTION_EXECUTION_ID-$ST2_ACTION_AUTH_TOKEN"));

        assertThat(result.result().at("/127.0.0.1/stdout").asText()).isEqualTo(Samples.EXECUTION + "-");
    }

    @Test
    void aVariableThatIsNoNameIsRefused() throws Exception {
        ObjectNode order = order("true");
        order.putObject("env").put("A; touch x", "1");

        assertThat(run(order).result().path("error").asText())
                .isEqualTo("env: \"A; touch x\" is no name of a variable");
    }

    private ObjectNode order(String command) {
        return Json.object()
                .put("hosts", server.address())
                .put("cmd", command)
                .put("cwd", "/")
                .put("password", SampleSshServer.PASSWORD);
    }

    private RunnerResult run(ObjectNode order) throws InterruptedException {
        return runner(true, false).run(Samples.order(order), new Stop());
    }

    private RemoteShellRunner runner(boolean checksHostKeys, boolean allowsPartialFailure) {
        SshConfig config = SampleSshServer.config(knownHosts, checksHostKeys, allowsPartialFailure);
        return new RemoteShellRunner(
                new RemoteShell(config, Samples.config(LIMIT), new SshConnections(config)), Samples.environment());
    }

    private static String openSsh(KeyPair key, @Nullable String passphrase) throws Exception {
        var encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(passphrase);
        var text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                key, "sample", passphrase == null ? null : encryption, text);
        return text.toString(StandardCharsets.US_ASCII);
    }

    private static String encryptedPem(KeyPair key, String passphrase) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())));
        byte[] encrypted = cipher.doFinal(key.getPrivate().getEncoded());
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return pem("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
    }

    private static String pem(KeyPair key) {
        return pem("PRIVATE KEY", key.getPrivate().getEncoded());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }
}
