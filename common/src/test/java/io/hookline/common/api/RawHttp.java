package io.hookline.common.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request, byte for byte as written: clients tidy up paths and headers before they send them. */
public record RawHttp(int status, String head, String body) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /**
     * @param target path and query
     * @param headers whole lines
     */
    public static RawHttp send(int port, String method, String target, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LONGEST_WAIT.toMillis());
            var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new RawHttp(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        }
    }

    public JsonNode json() {
        return Json.stored(body);
    }
}
