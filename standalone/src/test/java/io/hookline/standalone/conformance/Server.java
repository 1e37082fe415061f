package io.hookline.standalone.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Whom scenarios speak to, and what they may show as credentials. */
record Server(URI address, String token, String apiKey, String user, String password) {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final String AS_WRITTEN = "/?&=%:,.+~*@!$'();-_";
    private static final String CONTENT_TYPE = "Content-Type";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    HttpResponse<String> answer(Step step) throws IOException, InterruptedException {
        String path = step.path();
        Map<String, String> headers = step.headers();
        switch (step.auth()) {
            case "token" -> headers.put("X-Auth-Token", token);
            case "apikey" -> headers.put("St2-Api-Key", apiKey);
            case "query-token" -> path = withParameter(path, "x-auth-token", token);
            case "query-apikey" -> path = withParameter(path, "st2-api-key", apiKey);
            case "basic" -> headers.put("Authorization", "Basic " + base64(user + ":" + password));
            case "none" -> {}
            default -> throw new IllegalArgumentException("unknown auth " + step.auth());
        }
        var request = HttpRequest.newBuilder(URI.create(address + encoded(path)))
                .timeout(LONGEST_ANSWER)
                .method(step.method(), body(step, headers));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static BodyPublisher body(Step step, Map<String, String> headers) {
        if (step.hasJson()) {
            headers.putIfAbsent(CONTENT_TYPE, "application/json");
            return BodyPublishers.ofString(step.json().path("json").toString());
        }
        if (step.hasForm()) {
            headers.putIfAbsent(CONTENT_TYPE, "application/x-www-form-urlencoded");
            return BodyPublishers.ofString(step.form().stream()
                    .map(field -> formEncoded(field.getKey()) + "=" + formEncoded(field.getValue()))
                    .collect(Collectors.joining("&")));
        }
        if (step.hasRaw()) {
            // A body whose type nobody names is sent with an empty one, as clients of the scenarios' first runner do
            headers.putIfAbsent(CONTENT_TYPE, "");
            return BodyPublishers.ofString(step.json().path("raw").asText());
        }
        return BodyPublishers.noBody();
    }

    private static String withParameter(String path, String name, String value) {
        return path + (path.contains("?") ? "&" : "?") + name + "=" + formEncoded(value);
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What may not stand in an address is escaped, what is escaped already stays so. */
    private static String encoded(String path) {
        var encoded = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xff);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || AS_WRITTEN.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format("%%%02X", (int) character));
        }
        return encoded.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Server[address=" + address + ", user=" + user + "]";
    }
}
