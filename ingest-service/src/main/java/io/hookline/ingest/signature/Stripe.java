package io.hookline.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stripe's: time and signatures in one header, {@code t=…,v1=…,v1=…}. Only {@code v1} counts; others are for tests. */
record Stripe() implements Scheme {
    @Override
    public String header() {
        return "Stripe-Signature";
    }

    @Override
    public Claim claim(Headers headers) {
        if (headers.all(header()).isEmpty()) {
            return new Claim.Missing(header());
        }
        return Scheme.only(headers, header())
                .flatMap(Stripe::signed)
                .<Claim>map(signed -> signed)
                .orElse(new Claim.Malformed(header(), "t=<seconds>,v1=<hex>"));
    }

    private static Optional<Claim.Signed> signed(String value) {
        List<String> times = new ArrayList<>();
        List<Claim.Proof> proofs = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String item = part.strip();
            if (item.startsWith("t=")) {
                times.add(item.substring("t=".length()));
            } else if (item.startsWith("v1=")) {
                Encoding.HEX
                        .decode(item.substring("v1=".length()))
                        .ifPresent(bytes -> proofs.add(new Claim.Proof("v1", bytes)));
            }
        }
        if (times.size() != 1 || proofs.isEmpty() || proofs.size() > MOST_PROOFS) {
            return Optional.empty();
        }
        byte[] before = (times.getFirst() + ".").getBytes(StandardCharsets.UTF_8);
        return Timestamp.seconds(times.getFirst()).map(seconds -> new Claim.Signed(before, proofs, seconds));
    }

    @Override
    public boolean isMadeWith(String secret, Claim.Signed claim, byte[] body) {
        return KeyedHash.isMadeWith(Algorithm.SHA256, secret.getBytes(StandardCharsets.UTF_8), claim, body);
    }
}
