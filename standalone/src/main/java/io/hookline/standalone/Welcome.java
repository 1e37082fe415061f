package io.hookline.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** What is printed once everything is ready, not before: where Hookline is, who may come in, and a command that can be tried at once. */
final class Welcome {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;

    private Welcome() {}

    /** Looks at the readiness of all from outside, as anybody would, in a thread of its own. */
    static void sayWhenReady(Settings settings, FirstCredentials credentials, PrintStream to) {
        Thread.ofPlatform().daemon().name("hookline-welcome").start(() -> {
            try {
                awaitReady(settings);
                to.println(text(settings, credentials));
                to.flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void awaitReady(Settings settings) throws InterruptedException {
        var request = HttpRequest.newBuilder(settings.address().resolve("/q/health/ready"))
                .timeout(LONGEST_ANSWER)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client, request)) {
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    static String text(Settings settings, FirstCredentials credentials) {
        String password = credentials
                .passwordFile()
                .map(file -> "password in " + file)
                .orElse(
                        settings.htpasswd().isPresent()
                                ? "as in " + credentials.htpasswd()
                                : "password as given in HOOKLINE_ADMIN_PASSWORD");
        String apiKey = credentials.apiKeyFile().map(file -> "in " + file).orElse("as given in HOOKLINE_API_KEY");
        String keyForShell = credentials
                .apiKeyFile()
                .map(file -> "$(cat " + quoted(file) + ")")
                .orElse("$HOOKLINE_API_KEY");
        return """
                Hookline is ready at %s
                  user     %s, %s
                  API key  %s
                  data     in %s
                Try it:
                  curl -H "St2-Api-Key: %s" -H 'Content-Type: application/json' \\
                    -d '{"action": "core.local", "parameters": {"cmd": "date"}}' %s/v1/executions
                Ctrl-C stops it; all data stay.""".formatted(
                        settings.address(),
                        settings.user(),
                        password,
                        apiKey,
                        settings.data(),
                        keyForShell,
                        settings.address());
    }

    /** As one word for a shell, within double quotes as well. */
    private static String quoted(Path file) {
        String path = file.toString();
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
