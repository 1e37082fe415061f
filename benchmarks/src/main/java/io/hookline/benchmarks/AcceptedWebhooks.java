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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Webhooks accepted per second by ingest-service, beside a bare endpoint that only sends the same record to the same topic; and from
 * senders that ask more of it, beside the plain one. Nobody works on what is accepted meanwhile. One is idle while the other is
 * measured, in turn.
 */
final class AcceptedWebhooks {
    private static final String TOPIC = "hookline.trigger-instances";
    private static final double LEAST_SHARE = 0.6;
    private static final double LEAST_OF_PLAIN = 0.9;

    private final Workbench workbench;
    private final Options options;
    private final Progress progress;

    AcceptedWebhooks(Workbench workbench, Options options, Progress progress) {
        this.workbench = workbench;
        this.options = options;
        this.progress = progress;
    }

    List<Row> measure() throws IOException, InterruptedException {
        progress.say("starting Kafka and PostgreSQL, with nobody who works on webhooks");
        Map<String, String> nobodyWorks = Map.of(
                "mp.messaging.incoming.trigger-instances-in.enabled", "false",
                "mp.messaging.incoming.liveactions-in.enabled", "false",
                "mp.messaging.incoming.traces-in.enabled", "false");
        try (Up up = workbench.up("broker", nobodyWorks)) {
            Hook.make(up);
            progress.say("starting ingest-service");
            try (ServerProcess ingest = workbench.application("ingest-service", "/q/health/ready", up.environment());
                    var records = new Records(up.kafka(), TOPIC)) {
                var senders = new Senders(up);
                List<Row> rows = new ArrayList<>();
                rows.add(besideBare(up, senders.plain(ingest.port()), records));
                for (Map.Entry<String, Target> sender :
                        senders.demanding(ingest.port()).entrySet()) {
                    rows.add(besidePlain(sender.getKey(), sender.getValue(), senders.plain(ingest.port()), records));
                }
                return rows;
            }
        }
    }

    private Row besideBare(Up up, Target plain, Records records) throws IOException, InterruptedException {
        var environment = new HashMap<>(up.environment());
        environment.put("BARE_RECORD", Base64.getEncoder().encodeToString(sample(plain, records)));
        progress.say("starting the bare endpoint");
        try (ServerProcess bare = workbench.application("benchmarks", "/bare", environment)) {
            var row = beside(
                    "webhooks accepted per second, " + options.connections() + " connections",
                    new Side("ingest-service", plain),
                    new Side("bare endpoint", Target.same(bare.port(), "/bare", Map.of())),
                    records);
            return row.withAim("ratio at least " + LEAST_SHARE, row.ratio() >= LEAST_SHARE);
        }
    }

    private Row besidePlain(String name, Target target, Target plain, Records records) throws InterruptedException {
        var row = beside("the same, " + name, new Side(name, target), new Side("plain", plain), records);
        return row.withAim("ratio at least " + LEAST_OF_PLAIN, row.ratio() >= LEAST_OF_PLAIN);
    }

    private Row beside(String what, Side ours, Side other, Records records) throws InterruptedException {
        try (var ofOurs = new Load(ours.target(), options.connections(), Load.End.ANSWERED);
                var ofOther = new Load(other.target(), options.connections(), Load.End.ANSWERED)) {
            long before = records.count();
            progress.say("warming up both");
            warmUp(ofOurs);
            warmUp(ofOther);
            var roundsOfOurs = new Rounds();
            var roundsOfOther = new Rounds();
            for (int round = 1; round <= options.rounds(); round++) {
                roundsOfOurs.add(rate(ofOurs, options.round()));
                roundsOfOther.add(rate(ofOther, options.round()));
                progress.say("accepted per second, round %d: %s %.0f, %s %.0f"
                        .formatted(round, ours.name(), roundsOfOurs.last(), other.name(), roundsOfOther.last()));
            }
            checkAllAreThere(records.count() - before, ofOurs.accepted() + ofOther.accepted());
            return new Row(
                    what,
                    new Figure(ours.name(), roundsOfOurs.median()),
                    new Figure(other.name(), roundsOfOther.median()),
                    "");
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

    private void warmUp(Load load) throws InterruptedException {
        load.keepUnderWay(options.connections());
        Rounds.warmUp(
                load::accepted,
                options.warmUp(),
                rate -> progress.say("warming up, accepted per second: %.0f".formatted(rate)));
        load.stop();
    }

    private double rate(Load load, Duration time) throws InterruptedException {
        load.keepUnderWay(options.connections());
        double rate = Rounds.rate(load::accepted, time);
        load.stop();
        return rate;
    }

    private record Side(String name, Target target) {}

    private static void checkAllAreThere(long records, long accepted) {
        if (records != accepted) {
            throw new IllegalStateException(
                    accepted + " webhooks were accepted, but " + records + " records are there");
        }
    }
}
