package io.hookline.action.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonLiteral;
import io.hookline.expressions.python.PythonValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to be sent, and how an order makes one (spec: actions-and-runners, 6). Pure.
 *
 * @param url of scheme http or https, with a host
 * @param headers by name, in any case
 */
public record HttpRequest(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
    private static final String USER_AGENT = "st2/v3.10";
    private static final String BOUNDARY = "----hookline-form-boundary";

    /**
     * @throws IllegalArgumentException with a readable reason if it can't be made
     */
    static HttpRequest of(Order order) {
        ObjectNode runner = order.runner();
        ObjectNode given = order.parameters();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", USER_AGENT);
        headers.put("X-Stanley-Action", order.action().name());
        headers.put("Accept", "*/*");
        for (JsonNode source : List.of(runner.path("headers"), given.path("headers"))) {
            source.properties().forEach(header -> headers.put(header.getKey(), text(header.getValue())));
        }
        cookies(runner.path("cookies")).ifPresent(cookies -> headers.put("Cookie", cookies));
        authorization(runner, given.path("auth").asText("")).ifPresent(value -> headers.put("Authorization", value));
        byte[] body = body(given, headers);
        String method = given.path("method").asText(body == null ? "GET" : "POST");
        return new HttpRequest(method, url(runner.path("url").asText(), given.path("params")), headers, body);
    }

    /** The request that a redirect asks for; the credentials stay with the host they were meant for. */
    HttpRequest redirected(int status, URI location) {
        URI target = url.resolve(location);
        boolean becomesGet = status == 303 || ((status == 301 || status == 302) && method.equals("POST"));
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        kept.putAll(headers);
        if (!String.valueOf(target.getHost()).equals(url.getHost())) {
            kept.remove("Authorization");
            kept.remove("Cookie");
        }
        if (becomesGet) {
            kept.remove("Content-Type");
        }
        return new HttpRequest(becomesGet ? "GET" : method, checked(target), kept, becomesGet ? null : body);
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return port(url);
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** Without the brackets of an IPv6 address. */
    String host() {
        return host(url);
    }

    static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    String pathAndQuery() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static URI url(String url, JsonNode params) {
        List<String> query = new ArrayList<>();
        params.properties().forEach(parameter -> {
            JsonNode value = parameter.getValue();
            Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
            values.forEach(one -> {
                if (!one.isNull()) {
                    query.add(encoded(parameter.getKey()) + "=" + encoded(text(one)));
                }
            });
        });
        return url(query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + String.join("&", query));
    }

    /**
     * @throws IllegalArgumentException if it is none of http or https, or names no host
     */
    public static URI url(String url) {
        try {
            return checked(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Invalid URL '" + url + "': " + e.getReason(), e);
        }
    }

    private static URI checked(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("Invalid URL '" + url + "': only http and https are possible");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("Invalid URL '" + url + "': No host supplied");
        }
        return url;
    }

    private static Optional<String> cookies(JsonNode cookies) {
        List<String> pairs = new ArrayList<>();
        cookies.properties().forEach(cookie -> pairs.add(cookie.getKey() + "=" + text(cookie.getValue())));
        return pairs.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", pairs));
    }

    /**
     * @param both name and password with a colon between; those of the runner go before
     */
    private static Optional<String> authorization(ObjectNode runner, String both) {
        String user = runner.path("username").asText("");
        String password = runner.path("password").asText("");
        String login = user.isEmpty() && password.isEmpty() ? both : user + ":" + password;
        return login.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte @Nullable [] body(ObjectNode given, Map<String, String> headers) {
        JsonNode body = given.path("body");
        if (given.path("file_content").isTextual()) {
            headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
            return multipart(given, body);
        }
        if (body.isMissingNode() || body.isNull()) {
            return null;
        }
        if ("application/json".equals(headers.get("Content-Type"))) {
            return (body.isTextual() ? asJson(body.textValue()) : Json.text(body)).getBytes(StandardCharsets.UTF_8);
        }
        if (body.isObject()) {
            headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
            return form(body).getBytes(StandardCharsets.UTF_8);
        }
        return text(body).getBytes(StandardCharsets.UTF_8);
    }

    private static String asJson(String text) {
        try {
            return Json.text(Json.mapper().readTree(text));
        } catch (JacksonException e) {
            return Json.text(PythonValues.json(literal(text)));
        }
    }

    private static @Nullable Object literal(String text) {
        try {
            return PythonLiteral.read(text);
        } catch (PythonError e) {
            throw new IllegalArgumentException("The body is declared as JSON, but is none: " + e.getMessage(), e);
        }
    }

    private static String form(JsonNode fields) {
        List<String> pairs = new ArrayList<>();
        fields.properties()
                .forEach(field -> pairs.add(encoded(field.getKey()) + "=" + encoded(text(field.getValue()))));
        return String.join("&", pairs);
    }

    private static byte[] multipart(ObjectNode given, JsonNode fields) {
        var body = new StringBuilder();
        fields.properties()
                .forEach(field -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                        .append(quoted(field.getKey()))
                        .append("\"\r\n\r\n")
                        .append(text(field.getValue()))
                        .append("\r\n"));
        body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(quoted(given.path("file_name").asText("file")))
                .append("\"\r\nContent-Type: ")
                .append(quoted(given.path("file_content_type").asText("application/octet-stream")))
                .append("\r\n\r\n")
                .append(given.path("file_content").asText())
                .append("\r\n--" + BOUNDARY + "--\r\n");
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return text.replaceAll("[\"\r\n]", "_");
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : Json.text(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
