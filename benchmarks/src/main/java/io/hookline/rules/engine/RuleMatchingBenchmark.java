package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.event.ruler.Machine;

/**
 * One event judged by all rules of one trigger: through the guards, beside trying each rule, beside event-ruler, beside nothing but
 * parsing the event. {@code ./hookline bench matching} runs it and says whether the aims hold.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = RuleMatchingBenchmark.MEMORY)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
public class RuleMatchingBenchmark {
    /** Young memory is soon used again: with more of it the time goes into pages that the system has to find. */
    static final String MEMORY = "-Xmn300m";

    /** What is parsed, and how often. */
    @State(Scope.Benchmark)
    public static class Events {
        private final List<byte[]> bodies = RuleSets.payloads(1000);
        private final List<JsonNode> trees = bodies.stream().map(Matching::tree).toList();
        private int next;

        private int next() {
            next = (next + 1) % bodies.size();
            return next;
        }
    }

    @Benchmark
    public JsonNode parse(Events events) throws IOException {
        return Json.mapper().readTree(events.bodies.get(events.next()));
    }

    /** What an event costs before the first rule, whatever finds the rules. */
    @Benchmark
    public Object prepare(Events events) {
        return Matching.payload(events.trees.get(events.next()));
    }

    /** The rules and the events. */
    @State(Scope.Benchmark)
    public static class Rules {
        /** A set; see {@code RuleSets}. */
        @Param({"EXACT", "MIXED", "WEAK", "COMMON"})
        public String set = "";

        /** How many rules there are on the trigger. */
        @Param({"10", "100", "1000", "10000", "100000"})
        public int rules;

        private Matching matching = Matching.none();
        private int next;

        /** Makes the rules. */
        @Setup(Level.Trial)
        public void make() {
            matching = Matching.of(RuleSets.Kind.valueOf(set), rules);
            System.gc(); // rules that have been there for long lie close together
        }

        private int next() {
            next = (next + 1) % matching.payloads().size();
            return next;
        }
    }

    @Benchmark
    public int guards(Rules rules) {
        return rules.matching.guarded(rules.next());
    }

    @Benchmark
    public int scan(Rules rules) {
        return rules.matching.scanned(rules.next());
    }

    /** One rule is saved anew, with other criteria than before. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void change(Rules rules) {
        rules.matching.change(rules.next());
    }

    /** The rules that event-ruler can have. */
    @State(Scope.Benchmark)
    public static class Ruler {
        /** A set; see {@code RuleSets}. */
        @Param({"EXACT", "COMMON"})
        public String set = "";

        /** How many rules there are. */
        @Param({"10", "100", "1000", "10000"})
        public int rules;

        private final Machine machine = new Machine();
        private List<JsonNode> trees = List.of();
        private int next;

        /** Makes the rules. */
        @Setup(Level.Trial)
        public void make() throws IOException {
            trees = RuleSets.payloads(rules).stream().map(Matching::tree).toList();
            int number = 0;
            for (ObjectNode criteria : RuleSets.criteria(RuleSets.Kind.valueOf(set), rules)) {
                machine.addRule("rule-" + number++, RulerRules.of(criteria).toString());
            }
        }
    }

    /** How many rules match an event of this set, on average. */
    public static double matches(String set, int rules) {
        Matching matching = Matching.of(RuleSets.Kind.valueOf(set), rules);
        return IntStream.range(0, matching.payloads().size())
                .map(matching::guarded)
                .average()
                .orElseThrow();
    }

    /** How many bytes the index takes for each rule of this set, the rules themselves not counted. */
    public static double bytesPerRule(String set, int rules) {
        List<EnabledRule> ready = Matching.rules(RuleSets.Kind.valueOf(set), rules);
        List<TriggerRules> index = new ArrayList<>(List.of(Matching.indexed(ready)));
        long with = usedMemory();
        Reference.reachabilityFence(index);
        index.clear();
        long without = usedMemory();
        Reference.reachabilityFence(ready);
        return (double) (with - without) / rules;
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Benchmark
    public Object ruler(Ruler ruler) {
        ruler.next = (ruler.next + 1) % ruler.trees.size();
        return ruler.machine.rulesForJSONEvent(ruler.trees.get(ruler.next));
    }
}
