package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Slack's: {@code v0=…} over version, time and body, the time in a header of its own. */
record Slack() implements Scheme {
    private static final String TIME = "X-Slack-Request-Timestamp";
    private static final String VERSION = "v0";

    @Override
    public String header() {
        return "X-Slack-Signature";
    }

    @Override
    public Claim claim(Headers headers) {
        List<String> values = headers.all(header());
        if (values.isEmpty()) {
            return new Claim.Missing(header());
        }
        if (headers.all(TIME).isEmpty()) {
            return new Claim.Missing(TIME);
        }
        List<Claim.Proof> proofs = new ArrayList<>();
        for (String value : values) {
            if (value.startsWith(VERSION + "=")) {
                Encoding.HEX
                        .decode(value.substring(VERSION.length() + 1))
                        .ifPresent(bytes -> proofs.add(new Claim.Proof(VERSION, bytes)));
            }
        }
        if (proofs.isEmpty() || values.size() > MOST_PROOFS) {
            return new Claim.Malformed(header(), VERSION + "=<hex>");
        }
        return Scheme.only(headers, TIME)
                .flatMap(Timestamp::seconds)
                .<Claim>map(seconds -> new Claim.Signed(before(headers.all(TIME).getFirst()), proofs, seconds))
                .orElse(new Claim.Malformed(TIME, "<seconds>"));
    }

    /** {@code url_verification}: sent once, when the hook's address is entered; Slack takes 200 with the challenge, and nothing else. */
    @Override
    public Optional<JsonNode> handshake(JsonNode body) {
        boolean asks = body.path("type").asText().equals("url_verification")
                && body.path("challenge").isTextual();
        return asks ? Optional.of(Json.object().set("challenge", body.path("challenge"))) : Optional.empty();
    }

    private static byte[] before(String time) {
        return (VERSION + ":" + time + ":").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isMadeWith(String secret, Claim.Signed claim, byte[] body) {
        return KeyedHash.isMadeWith(Algorithm.SHA256, secret.getBytes(StandardCharsets.UTF_8), claim, body);
    }
}
