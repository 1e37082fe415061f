package io.hookline.action.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Reads a stream as browsers do, and keeps all that came. */
final class EventSource implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean isOver;

    private EventSource(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread.ofVirtual().start(this::read);
    }

    /** Open when this returns: what happens from now on is told. */
    static EventSource open(String address, Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        return new EventSource(
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String data = "";
            String id = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, data, id));
                    name = "";
                    id = null;
                }
            }
        } catch (IOException e) {
            // Cut off, or closed by the test.
        }
        isOver = true;
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    List<String> lines() {
        return lines;
    }

    List<Event> events() {
        return events;
    }

    boolean isOver() {
        return isOver;
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }

    record Event(String name, String data, @Nullable String id) {
        JsonNode json() {
            return Json.stored(data);
        }
    }
}
