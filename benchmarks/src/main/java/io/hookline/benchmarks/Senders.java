package io.hookline.benchmarks;

import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.load.Target.Webhook;
import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Senders that ask more of the door than the plain one: what that costs is measured beside the plain one. */
final class Senders {
    private static final String SIGNED = Hook.NAME + "-signed";
    private static final String ONE_OF_MANY = Hook.NAME + "-of-many-";
    private static final int MANY = 1_000;
    private static final String SECRET = "a secret of the bench, 32 letters";
    private static final String ALGORITHM = "HmacSHA256";

    private final Up up;

    Senders(Up up) {
        this.up = up;
    }

    /** One where each webhook is like the other. */
    Target plain(int port) {
        return Target.same(port, Hook.PATH, up.credentials());
    }

    /** By what they are called in the table; makes the hooks that they need. */
    Map<String, Target> demanding(int port) throws IOException, InterruptedException {
        Map<String, Target> senders = new LinkedHashMap<>();
        senders.put("with signature", signed(port));
        senders.put("with idempotency key", named(port));
        senders.put("%,d hooks".formatted(MANY), toMany(port));
        return senders;
    }

    private Target signed(int port) throws IOException, InterruptedException {
        Hook.make(up, SIGNED);
        Hook.demandSignature(up, SIGNED, SECRET);
        return Target.same(port, Hook.path(SIGNED), Map.of("X-Hub-Signature-256", "sha256=" + signature()));
    }

    private Target named(int port) {
        return new Target(port, nth -> {
            var headers = new HashMap<>(up.credentials());
            headers.put("Idempotency-Key", "bench-" + nth);
            return new Webhook(Hook.PATH, headers);
        });
    }

    private Target toMany(int port) throws IOException, InterruptedException {
        var webhooks = new Webhook[MANY];
        for (int i = 0; i < MANY; i++) {
            Hook.make(up, ONE_OF_MANY + i);
            webhooks[i] = new Webhook(Hook.path(ONE_OF_MANY + i), up.credentials());
        }
        return new Target(port, nth -> webhooks[(int) (nth % MANY)]);
    }

    private static String signature() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(Target.BODY.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
