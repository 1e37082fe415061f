package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.hookline.common.json.Json;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Every runner, wired to real counterparts in this process: an SSH server whose shell is this machine's, and an HTTP server. */
final class Members implements AutoCloseable {
    static final int LIMIT = 100_000;

    private final Path packs;
    private final SampleSshServer ssh;
    private final Path knownHosts;
    private final HttpServer http;
    private final Vertx vertx = Vertx.vertx();

    Members(Path packs) throws Exception {
        this.packs = packs;
        Files.createDirectories(packs.resolve("web/actions"));
        this.ssh = new SampleSshServer(packs);
        this.knownHosts = Files.writeString(packs.resolve("known_hosts"), ssh.known("127.0.0.1"));
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/json", exchange -> {
            byte[] body = "{\"greeting\": \"hello\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.createContext("/no-utf8", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[] {'a', -1, 'b'});
            exchange.close();
        });
        http.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        http.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } catch (IOException e) {
                exchange.close(); // the client had enough
            }
        });
        http.createContext("/silent", exchange -> {}); // never answered
        http.start();
    }

    String httpAddress() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    String sshAddress() {
        return ssh.address();
    }

    int sshConnections() {
        return ssh.connections();
    }

    List<Runner> all() {
        SshConfig config = SampleSshServer.config(knownHosts, true, false);
        var remote = new RemoteShell(config, Samples.config(LIMIT), new SshConnections(config));
        return List.of(
                new NoopRunner(),
                new InquirerRunner(),
                new AnnouncementRunner(new Records((topic, key, value) -> CompletableFuture.completedFuture(null))),
                new HttpRunner(new OutgoingHttp(vertx, new OutgoingAddresses(Samples.outgoing()), LIMIT)),
                new LocalShellRunner(Samples.shell(LIMIT)),
                new LocalScriptRunner(Samples.revisions(packs), Samples.shell(LIMIT)),
                Samples.python(packs, LIMIT, "http://127.0.0.1:9101"),
                new RemoteShellRunner(remote, Samples.environment()),
                new RemoteScriptRunner(Samples.entryPoints(packs), remote, Samples.environment()));
    }

    Runner named(String name) {
        return all().stream()
                .filter(runner -> runner.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Has a runner of processes run a command line of bash.
     *
     * @param ofRunner more of the runner's parameters
     */
    Order commanding(String runner, String command, ObjectNode ofRunner) throws IOException {
        if (runner.startsWith("remote")) {
            ofRunner.put("hosts", sshAddress()).put("password", SampleSshServer.PASSWORD);
            ofRunner.put("dir", packs.resolve("remote").toString());
        }
        return switch (runner) {
            case "local-shell-cmd", "remote-shell-cmd" -> Samples.order(ofRunner.put("cmd", command));
            case "python-script" -> {
                Files.writeString(packs.resolve("web/actions/run.py"), """
                        import subprocess
                        from st2common.runners.base_action import Action
                        class Commanding(Action):
                            def run(self):
                                code = subprocess.call(["bash", "-c", open(__file__ + ".sh").read()])
                                return (code == 0, code)
                        """);
                Files.writeString(packs.resolve("web/actions/run.py.sh"), command);
                yield Samples.order("web.run", "run.py", Json.object(), ofRunner, Json.object());
            }
            default -> {
                Files.writeString(packs.resolve("web/actions/run.sh"), "#!/bin/bash\n" + command + "\n");
                yield Samples.order("web.run", "run.sh", Json.object(), ofRunner, Json.object());
            }
        };
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        ssh.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
