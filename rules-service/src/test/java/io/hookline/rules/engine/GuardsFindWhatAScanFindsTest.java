package io.hookline.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.Vectors;
import io.hookline.rules.Samples;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The index against the plain evaluation: random rules, random payloads, made to collide. The same rules match and the same criteria
 * break. {@code -Dguards.seed=} repeats a run, {@code -Dguards.rounds=} makes it longer. When the index changes, put a fault into it by hand and see
 * that this test finds it: a break that is not posted, a wall ignored, a missing field not minded, 1.0 apart from 1, null left out of an
 * inside list, members of lists left out, a standing lost on split or removal, a literal taken across {@code |}.
 */
class GuardsFindWhatAScanFindsTest {
    private static final long SEED = Long.getLong("guards.seed", new Random().nextLong());
    private static final int ROUNDS = Integer.getInteger("guards.rounds", 4);
    private static final int LEAST_PAIRS = 200_000;

    private static final List<String> KEYS = List.of(
            "a",
            "a",
            "a",
            "b",
            "b",
            "c.d",
            "c.d",
            "c.e.f",
            "c",
            "l",
            "a#2",
            "b#2",
            "c.d#2",
            "",
            "nope",
            "nope.deeper",
            "l[0]",
            "l[-1]",
            "l[1].d",
            "a[0]",
            "c.e.f[0]",
            "c[0]");
    private static final List<String> ODD_KEYS = List.of(
            "trigger.l[0]",
            "trigger.[a",
            "trigger.a.",
            "system.a",
            "st2kv.x",
            "$.trigger.a",
            "trigger..d",
            "trigger['a']");

    private static final List<String> TEXTS = List.of(
            "''",
            "'a'",
            "'A'",
            "'ab'",
            "'AB'",
            "'abc'",
            "'abcd'",
            "'xabcdx'",
            "'refs/heads/main'",
            "'refs/heads/dev'",
            "'refs/tags/v1'",
            "'\\ud83d\\ude00'",
            "'\\uffff'",
            "'a\\ud83d'",
            "'İ'",
            "'ı'",
            "'k'",
            "'a\\nb'",
            "'1'",
            "'null'",
            "'abc\\n'",
            "'refs/heads/main\\n'");
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "1.0",
            "-0.0",
            "2",
            "2.5",
            "9007199254740993",
            "9007199254740992.0",
            "18446744073709551616",
            "1.8446744073709552e19",
            "1e400",
            "-1e400",
            "1.00000000000000000001",
            "[]",
            "['a']",
            "['a', 'abc', null]",
            "[1, [1.0]]",
            "[true, [1]]",
            "{}",
            "{'a': 1}",
            "{'a': true, 'abc': null}",
            "{'d': 'abc'}",
            "{'d': null, 'e': {'f': 1}}",
            "{'e': {'f': 'abc'}}",
            "{'e': 1}",
            "{'d': 1.0, 'e': {'f': ['a']}}",
            "['ab', {'d': 'abc'}]",
            "[{'d': 1}, {'d': null}]");
    private static final List<String> REGEXES = List.of(
            "'abc'",
            "'abc|x'",
            "'a(bc)?d'",
            "'abcd?'",
            "'^refs/heads/'",
            "'heads/(main|dev)'",
            "'abc$'",
            "'[abc]+'",
            "'(?i)abc'",
            "'refs.heads'",
            "'abc{2}'",
            "'ab+c'",
            "'\\\\x61bc'",
            "'('",
            "'\\\\bmain\\\\b'",
            "'(?=a)abc'",
            "'heads[/]main'",
            "'^refs/heads/(main|dev)$'",
            "'^(?:a|ab)c?$'",
            "'ds/(ma|de)'",
            "'xa?bc|A'",
            "'bcd?x?$'",
            "'heads/\\\\w+$'",
            "'^a$|b'",
            "''");
    /** What objects among the values have for fields. */
    private static final List<String> FIELDS = List.of("'a'", "'abc'", "'d'", "'e'");

    private static final List<String> LISTS = List.of(
            "[]",
            "[null]",
            "['a', 'b', 'abc']",
            "[1, true, '1']",
            "[null, 'refs/heads/main']",
            "[[1], {'a': 1}]",
            "[2.5, 0]");
    private static final List<String> TEMPLATES =
            List.of("'{{ trigger.a }}'", "'{{ trigger.nope.x }}'", "'x{{ trigger.b }}'");

    private static final List<String> OPERATORS = List.of(
            "equals",
            "equals",
            "equals",
            "nequals",
            "iequals",
            "contains",
            "icontains",
            "ncontains",
            "incontains",
            "startswith",
            "istartswith",
            "endswith",
            "iendswith",
            "lessthan",
            "greaterthan",
            "matchwildcard",
            "matchregex",
            "regex",
            "regex",
            "iregex",
            "timediff_lt",
            "exists",
            "nexists",
            "inside",
            "inside",
            "ninside",
            "search");

    private final Random random = new Random(SEED);
    private final RuleMatcher matcher = new RuleMatcher();
    private long pairs;
    private long matches;
    private long broken;

    @Test
    void theSameRulesMatchAndTheSameCriteriaBreak() {
        System.out.println("guards.seed=" + SEED);

        for (int round = 0; round < ROUNDS; round++) {
            for (int fullPlace : new int[] {1, 2, 4, 32}) {
                for (int depth : new int[] {0, 1, 8}) {
                    compare(new IndexShape(fullPlace, depth, true));
                }
            }
        }

        System.out.println(pairs + " pairs of a rule and an instance, " + matches + " matched, " + broken + " broke");
        assertThat(pairs).isGreaterThan(LEAST_PAIRS * (long) ROUNDS / 4);
        assertThat(matches).isPositive();
        assertThat(broken).isPositive();
    }

    private void compare(IndexShape shape) {
        compare(shape, 1, 200);
        compare(shape, 5, 100);
        compare(shape, 50, 20);
        compare(shape, 300, 5);
        compare(shape, 1000, 2);
    }

    private void compare(IndexShape shape, int size, int instances) {
        TriggerRules index = new TriggerRules(shape);
        Map<String, Rule> rules = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            put(index, rules, i);
        }
        for (int i = 0; i < instances; i++) {
            ObjectNode trigger = payload();
            Payload prepared = Samples.payload(trigger);
            check(index, rules, "standard", trigger, prepared);
            check(index, rules, "backstop", trigger, prepared);
            for (int changes = 0; changes <= size / 10; changes++) {
                int id = random.nextInt(size);
                if (random.nextInt(4) == 0) {
                    index.remove(id(id));
                    rules.remove(id(id));
                } else {
                    put(index, rules, id);
                }
            }
        }
        for (String id : List.copyOf(rules.keySet())) {
            index.remove(id);
        }
        assertThat(index.standardFor(new Outcomes(Samples.payload(payload()))).rules())
                .isEmpty();
    }

    private void put(TriggerRules index, Map<String, Rule> rules, int number) {
        Rule rule = Samples.rule(id(number), random.nextInt(8) == 0 ? "backstop" : "standard", criteria());
        index.put(new EnabledRule(rule, Json.object(), Json.object()));
        rules.put(rule.id(), rule);
    }

    private static String id(int number) {
        return "%024x".formatted(number);
    }

    private void check(TriggerRules index, Map<String, Rule> rules, String type, ObjectNode trigger, Payload prepared) {
        Outcomes outcomes = new Outcomes(prepared);
        TriggerRules.Candidates candidates =
                type.equals("backstop") ? index.backstopFor(outcomes) : index.standardFor(outcomes);
        Map<String, String> scanned = new TreeMap<>();
        for (Rule rule : rules.values()) {
            if (rule.isBackstop() == type.equals("backstop")) {
                String verdict = scanned(rule, trigger, prepared);
                pairs++;
                if (!verdict.isEmpty()) {
                    scanned.put(rule.id(), verdict);
                }
            }
        }

        Map<String, String> found = found(candidates, outcomes, prepared);

        assertThat(found)
                .as(() -> inAscii("guards.seed=%s payload=%s rules=%s"
                        .formatted(SEED, trigger, differing(rules, scanned, found))))
                .isEqualTo(scanned);
        List<String> ids = candidates.rules().stream()
                .map(candidate -> candidate.rule().id())
                .toList();
        assertThat(ids).isEqualTo(ids.stream().distinct().sorted().toList());
        long all = rules.values().stream()
                .filter(rule -> rule.isBackstop() == type.equals("backstop"))
                .count();
        assertThat(ids.size() + candidates.passedOver()).isEqualTo((int) all);
    }

    /** Halves of a character would end what is reported. */
    private static String inAscii(String text) {
        return text.chars()
                .mapToObj(c -> c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    private static List<String> differing(Map<String, Rule> rules, Map<String, String> one, Map<String, String> other) {
        return rules.values().stream()
                .filter(rule -> !one.getOrDefault(rule.id(), "").equals(other.getOrDefault(rule.id(), "")))
                .map(rule -> rule.criteria().stream()
                        .map(criterion -> criterion.key() + " " + criterion.written())
                        .toList()
                        .toString())
                .toList();
    }

    /** What the matcher says to each rule that the index proposed, without those that are silent. */
    private Map<String, String> found(TriggerRules.Candidates candidates, Outcomes outcomes, Payload prepared) {
        Map<String, String> found = new TreeMap<>();
        for (Candidate candidate : candidates.rules()) {
            Verdict verdict = matcher.match(candidate.enabled().rule(), prepared);
            assertThat(matcher.match(candidate, outcomes)).isEqualTo(verdict);
            switch (verdict) {
                case Match() -> found.put(candidate.rule().id(), "match");
                case NoMatch(var criterion) -> {}
                case Broken(var criterion, var reason) ->
                    found.put(candidate.rule().id(), "broken at " + criterion.key());
            }
        }
        return found;
    }

    /** Empty if the rule is silent. */
    private String scanned(Rule rule, ObjectNode trigger, Payload prepared) {
        for (Criterion criterion : rule.criteria()) {
            if (trigger.isEmpty()) {
                return "";
            }
            switch (PlainScan.of(criterion, trigger, prepared)) {
                case HOLDS -> {}
                case FAILS -> {
                    return "";
                }
                case BREAKS -> {
                    broken++;
                    return "broken at " + criterion.key();
                }
            }
        }
        matches++;
        return "match";
    }

    private ObjectNode criteria() {
        ObjectNode criteria = Json.object();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String key = random.nextInt(20) == 0 ? one(ODD_KEYS) : ("trigger." + one(KEYS)).replaceFirst("\\.$", "");
            criteria.set(key, criterion());
        }
        return criteria;
    }

    private JsonNode criterion() {
        if (random.nextInt(60) == 0) {
            return Json.object().put("pattern", 1);
        }
        String operator = one(OPERATORS);
        ObjectNode criterion = Json.object().put("type", operator);
        return criterion
                .put("condition", "any")
                .set("pattern", Samples.json("{'v': " + pattern(operator) + "}").get("v"));
    }

    private String pattern(String operator) {
        if (random.nextInt(25) == 0) {
            return one(TEMPLATES);
        }
        if (random.nextInt(15) == 0) {
            return random.nextBoolean() ? one(OTHERS) : one(TEXTS);
        }
        return switch (operator) {
            case "regex", "matchregex", "iregex" -> one(REGEXES);
            case "inside", "ninside" -> one(LISTS);
            case "search" -> "{'item.a': {'type': 'equals', 'pattern': 1}}";
            case "matchwildcard" -> random.nextBoolean() ? "'*abc*'" : "'refs/*'";
            case "timediff_lt" -> "60";
            case "contains", "ncontains" -> random.nextBoolean() ? one(FIELDS) : one(TEXTS);
            case "lessthan", "greaterthan" -> random.nextInt(4) == 0 ? one(TEXTS) : one(OTHERS.subList(1, 16));
            case "equals", "nequals" -> random.nextBoolean() ? one(OTHERS) : one(TEXTS);
            default -> one(TEXTS);
        };
    }

    private ObjectNode payload() {
        ObjectNode payload = Json.object();
        for (String field : List.of("a", "b", "c", "l", "nope")) {
            int kind = random.nextInt(field.equals("nope") ? 20 : 5);
            if (kind < 2) {
                payload.set(field, json(random.nextBoolean() ? one(TEXTS) : one(OTHERS)));
            } else if (kind == 2) {
                payload.set(field, json(field.equals("c") ? one(OTHERS.subList(21, OTHERS.size())) : one(TEXTS)));
            }
        }
        return payload;
    }

    private static JsonNode json(String text) {
        return Samples.json("{'v': " + text + "}").get("v");
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** The measured operators, each as the only rule of an index. */
    @TestFactory
    Stream<DynamicTest> theOperatorsOfTheVectorsAreFound() {
        return Vectors.in("criteria.json").map(vector -> {
            ObjectNode written = Json.object();
            written.set("type", vector.path("operator"));
            written.set("pattern", vector.path("pattern"));
            written.set("condition", vector.path("condition"));
            ObjectNode trigger = Json.object().set("v", vector.path("value"));
            return onlyRule(vector, Json.object().set("trigger.v", written), trigger);
        });
    }

    /** The measured rules, each as the only one of an index. */
    @TestFactory
    Stream<DynamicTest> theRulesOfTheVectorsAreFound() {
        return Vectors.in("rule-match.json")
                .map(vector ->
                        onlyRule(vector, (ObjectNode) vector.path("criteria"), (ObjectNode) vector.path("payload")));
    }

    private DynamicTest onlyRule(JsonNode vector, ObjectNode criteria, ObjectNode trigger) {
        return DynamicTest.dynamicTest(vector.path("id").asText(), () -> {
            Rule rule = Samples.rule(id(1), "standard", criteria);
            Payload prepared = Samples.payload(trigger);
            var index = new TriggerRules();
            index.put(new EnabledRule(rule, Json.object(), Json.object()));

            List<Candidate> found = index.standardFor(new Outcomes(prepared)).rules();

            if (!(matcher.match(rule, prepared) instanceof NoMatch)) {
                assertThat(found)
                        .extracting(candidate -> candidate.enabled().rule())
                        .containsExactly(rule);
            }
        });
    }
}
