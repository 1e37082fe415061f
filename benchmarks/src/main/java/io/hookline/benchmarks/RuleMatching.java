package io.hookline.benchmarks;

import io.hookline.benchmarks.Row.Figure;
import io.hookline.rules.engine.RuleMatchingBenchmark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What finding the rules of an event costs, from 10 to 100,000 of them on one trigger, beside trying each and beside event-ruler, and whether
 * what was hoped for holds. The unit of the hopes is one parsing of the same event, measured in the same run.
 */
final class RuleMatching {
    private static final int MOST = 100_000;
    private static final String[] SIZES = {"10", "100", "1000", "10000", "100000"};
    /** event-ruler takes minutes to learn more of what is not equality. */
    private static final String[] SMALL_SIZES = {"10", "100", "1000"};

    private static final double MOST_PARSES = 0.5;
    private static final double MOST_PARSES_PER_MATCH = 0.06;
    private static final double LEAST_TIMES_FASTER = 50;
    private static final double LONGEST_CHANGE_MICROS = 5_000;
    private static final double MOST_BYTES = 500;

    private final Map<String, RunResult> results = new HashMap<>();

    /** One line for each set and number of rules, then those of the other hopes. */
    List<Row> measure() throws RunnerException {
        run(method("parse|prepare"));
        run(method("guards|scan").param("set", "EXACT", "MIXED", "WEAK").param("rules", SIZES));
        run(method("guards").param("set", "COMMON").param("rules", SMALL_SIZES));
        run(method("change").param("set", "EXACT", "MIXED").param("rules", SIZES[SIZES.length - 1]));
        run(method("ruler").param("set", "EXACT").param("rules", SIZES));
        run(method("ruler").param("set", "COMMON").param("rules", SMALL_SIZES));

        List<Row> rows = new ArrayList<>();
        rows.add(new Row("an event made ready", micros("prepared", score("prepare")), parsed(), ""));
        for (String set : List.of("EXACT", "MIXED", "WEAK")) {
            for (String size : SIZES) {
                rows.add(besideScan(set, size));
            }
        }
        rows.add(exact());
        rows.add(mixed());
        for (String size : SIZES) {
            rows.add(besideRuler("EXACT", size));
        }
        for (String size : SMALL_SIZES) {
            rows.add(besideRuler("COMMON", size));
        }
        for (String set : List.of("EXACT", "MIXED")) {
            rows.add(change(set));
        }
        for (String set : List.of("EXACT", "MIXED", "WEAK")) {
            rows.add(memory(set));
        }
        return rows;
    }

    private static ChainedOptionsBuilder method(String names) {
        return new OptionsBuilder().include("RuleMatchingBenchmark\\.(" + names + ")$");
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> measured = new Runner(options.build()).run();
        for (RunResult result : measured) {
            String name = result.getParams().getBenchmark();
            String key = name.substring(name.lastIndexOf('.') + 1);
            for (String parameter : result.getParams().getParamsKeys()) {
                key += " " + parameter + "=" + result.getParams().getParam(parameter);
            }
            results.put(key, result);
        }
    }

    private double score(String benchmark) {
        return result(benchmark).getScore();
    }

    private double score(String benchmark, String set, String size) {
        return score(key(benchmark, set, size));
    }

    private Result<?> result(String key) {
        RunResult result = results.get(key);
        if (result == null) {
            throw new IllegalStateException("not measured: " + key + ", only " + results.keySet());
        }
        return result.getPrimaryResult();
    }

    private static String key(String benchmark, String set, String size) {
        return benchmark + " rules=" + size + " set=" + set;
    }

    private static Figure micros(String of, double micros) {
        return new Figure(of + ", microseconds", micros);
    }

    private Figure parsed() {
        return micros("parsed", score("parse"));
    }

    private static String what(String set, int rules) {
        return String.format(Locale.ROOT, "%s, %,d rules", set.toLowerCase(Locale.ROOT), rules);
    }

    private Row besideScan(String set, String size) {
        double guards = score("guards", set, size);
        double scan = score("scan", set, size);
        Row row = new Row(what(set, Integer.parseInt(size)), micros("guards", guards), micros("scan", scan), "");
        return set.equals("WEAK") && Integer.parseInt(size) == MOST
                ? row.withAim("at least 50 times less", scan >= LEAST_TIMES_FASTER * guards)
                : row;
    }

    private Row exact() {
        double guards = score("guards", "EXACT", SIZES[SIZES.length - 1]);
        return new Row(what("EXACT", MOST), micros("guards", guards), parsed(), "")
                .withAim("at most 0.5 parsings", guards <= MOST_PARSES * score("parse"));
    }

    private Row mixed() {
        double perMatch =
                score("guards", "MIXED", SIZES[SIZES.length - 1]) / RuleMatchingBenchmark.matches("MIXED", MOST);
        return new Row(what("MIXED", MOST), micros("a match", perMatch), parsed(), "")
                .withAim("at most 0.06 parsings", perMatch <= MOST_PARSES_PER_MATCH * score("parse"));
    }

    /** Theirs takes a parsed event, so ours is made ready in the same time. */
    private Row besideRuler(String set, String size) {
        double ours = score("prepare") + score("guards", set, size);
        double theirs = score("ruler", set, size);
        Row row = new Row(what(set, Integer.parseInt(size)), micros("guards", ours), micros("event-ruler", theirs), "");
        return Integer.parseInt(size) >= 1000 ? row.withAim("ahead", ours < theirs) : row;
    }

    private Row change(String set) {
        double longest = result(key("change", set, SIZES[SIZES.length - 1]))
                .getStatistics()
                .getPercentile(99.9);
        return new Row(
                        what(set, MOST) + ", one changed",
                        micros("99.9 % within", longest),
                        micros("hoped for", LONGEST_CHANGE_MICROS),
                        "")
                .withAim("below 5 ms", longest < LONGEST_CHANGE_MICROS);
    }

    private static Row memory(String set) {
        double bytes = RuleMatchingBenchmark.bytesPerRule(set, MOST);
        return new Row(
                        what(set, MOST) + ", index",
                        new Figure("bytes a rule", bytes),
                        new Figure("hoped for", MOST_BYTES),
                        "")
                .withAim("at most 500", bytes <= MOST_BYTES);
    }
}
