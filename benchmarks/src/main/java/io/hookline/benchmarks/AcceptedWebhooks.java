package io.hookline.benchmarks;

import io.hookline.benchmarks.Row.Figure;
import io.hookline.benchmarks.load.Load;
import io.hookline.benchmarks.load.Rounds;
import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.process.ServerProcess;
import io.hookline.benchmarks.process.Up;
import io.hookline.benchmarks.process.Workbench;
import io.hookline.benchmarks.topic.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Webhooks accepted per second by ingest-service, beside a bare endpoint that only sends the same record to the same topic. Nobody works
 * on what is accepted meanwhile. One is idle while the other is measured, in turn.
 */
final class AcceptedWebhooks {
    private static final String TOPIC = "hookline.trigger-instances";
    private static final double LEAST_SHARE = 0.6;

    private final Workbench workbench;
    private final Options options;
    private final Progress progress;

    AcceptedWebhooks(Workbench workbench, Options options, Progress progress) {
        this.workbench = workbench;
        this.options = options;
        this.progress = progress;
    }

    Row measure() throws IOException, InterruptedException {
        progress.say("starting Kafka and PostgreSQL, with nobody who works on webhooks");
        Map<String, String> nobodyWorks = Map.of(
                "mp.messaging.incoming.trigger-instances-in.enabled", "false",
                "mp.messaging.incoming.liveactions-in.enabled", "false");
        try (Up up = workbench.up("broker", nobodyWorks)) {
            Hook.make(up);
            progress.say("starting ingest-service");
            try (ServerProcess ingest = workbench.application("ingest-service", "/q/health/ready", up.environment())) {
                return beside(up, ingest);
            }
        }
    }

    private Row beside(Up up, ServerProcess ingest) throws IOException, InterruptedException {
        var toIngest = new Target(ingest.port(), Hook.PATH, up.credentials());
        try (var records = new Records(up.kafka(), TOPIC)) {
            var environment = new HashMap<>(up.environment());
            environment.put("BARE_RECORD", Base64.getEncoder().encodeToString(sample(toIngest, records)));
            progress.say("starting the bare endpoint");
            try (ServerProcess bare = workbench.application("benchmarks", "/bare", environment);
                    var ofIngest = new Load(toIngest, options.connections(), Load.End.ANSWERED);
                    var ofBare = new Load(
                            new Target(bare.port(), "/bare", Map.of()), options.connections(), Load.End.ANSWERED)) {
                long before = records.count();
                Row row = inTurn(ofIngest, ofBare);
                checkAllAreThere(records.count() - before, ofIngest.accepted() + ofBare.accepted());
                return row;
            }
        }
    }

    /** The record of one webhook. */
    private static byte[] sample(Target target, Records records) throws InterruptedException {
        try (var load = new Load(target, 1, Load.End.TOLD)) {
            load.keepUnderWay(1);
            load.stop();
        }
        return records.any();
    }

    private Row inTurn(Load ofIngest, Load ofBare) throws InterruptedException {
        progress.say("warming up both");
        warmUp(ofIngest);
        warmUp(ofBare);
        var ingest = new Rounds();
        var bare = new Rounds();
        for (int round = 1; round <= options.rounds(); round++) {
            ingest.add(rate(ofIngest, options.round()));
            bare.add(rate(ofBare, options.round()));
            progress.say("accepted per second, round %d: ingest-service %.0f, bare %.0f"
                    .formatted(round, ingest.last(), bare.last()));
        }
        var row = new Row(
                "webhooks accepted per second, " + options.connections() + " connections",
                new Figure("ingest-service", ingest.median()),
                new Figure("bare endpoint", bare.median()),
                "");
        return row.withAim("ratio at least " + LEAST_SHARE, row.ratio() >= LEAST_SHARE);
    }

    private void warmUp(Load load) throws InterruptedException {
        load.keepUnderWay(options.connections());
        Rounds.warmUp(load::accepted, options.warmUp());
        load.stop();
    }

    private double rate(Load load, Duration time) throws InterruptedException {
        load.keepUnderWay(options.connections());
        double rate = Rounds.rate(load::accepted, time);
        load.stop();
        return rate;
    }

    private static void checkAllAreThere(long records, long accepted) {
        if (records != accepted) {
            throw new IllegalStateException(
                    accepted + " webhooks were accepted, but " + records + " records are there");
        }
    }
}
