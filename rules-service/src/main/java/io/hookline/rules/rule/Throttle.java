package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a rule may answer: at most {@code max} of its matches with one key are enforced within {@code per}, counted from the first of
 * them (decision 0019).
 *
 * @param key a template over the payload, or a constant: matches for which it gives the same text are counted together
 * @param per as written, such as {@code 5m}
 */
public record Throttle(String key, int max, String per, Mode mode) {
    private static final int MOST = 1000;
    private static final int MOST_HELD = 100;
    private static final int LONGEST_KEY = 1024;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern PER = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    /** What goes into a rule's shape. */
    static final String SHAPE = """
            {"type": "object", "additionalProperties": false, "properties": {
              "key": {"type": "string"}, "max": {"type": "integer"}, "per": {"type": "string", "required": true},
              "mode": {"type": "string", "enum": ["first", "last"]}}}""";

    /** Which matches of a window are enforced. */
    public enum Mode {
        /** The first ones, at once; what comes later is held back. */
        FIRST,
        /** The last ones, when the window is over. */
        LAST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param written of the right shape
     */
    static Throttle of(JsonNode written) {
        return new Throttle(
                written.path("key").asText(""),
                written.path("max").asInt(1),
                written.path("per").asText(),
                written.path("mode").asText("first").equals("last") ? Mode.LAST : Mode.FIRST);
    }

    /** Why no rule can be saved with it. */
    Optional<String> fault() {
        int most = mode == Mode.LAST ? MOST_HELD : MOST;
        Matcher read = PER.matcher(per);
        if (max < 1 || max > most) {
            return Optional.of(
                    "throttle.max has to be between 1 and " + most + " with mode \"" + mode.word() + "\", was " + max);
        }
        if (!read.matches() || duration().compareTo(LONGEST) > 0) {
            return Optional.of(
                    "throttle.per has to be a time such as 30s, 5m, 2h or 1d, at most 7d, was \"" + per + "\"");
        }
        if (key.length() > LONGEST_KEY) {
            return Optional.of("throttle.key must not be longer than " + LONGEST_KEY + " characters");
        }
        return keyFault();
    }

    private Optional<String> keyFault() {
        if (!Template.isTemplate(key)) {
            return Optional.empty();
        }
        Template template = template();
        return template.fault()
                .map(reason -> "throttle.key is no template: " + reason)
                .or(() -> template.names().stream()
                        .filter(name -> !name.equals("trigger"))
                        .findFirst()
                        .map(name -> "throttle.key may name trigger only, not \"" + name + "\""));
    }

    /** The key, read as a template. */
    public Template template() {
        return TEMPLATES.read(key);
    }

    /** How long a window is. */
    public Duration duration() {
        Matcher read = PER.matcher(per);
        if (!read.matches()) {
            throw new IllegalStateException("a throttle without a time was not refused");
        }
        long number = Long.parseLong(read.group(1));
        return switch (read.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** As answers show it, and as the database keeps it. */
    ObjectNode shown() {
        return Json.object().put("key", key).put("max", max).put("per", per).put("mode", mode.word());
    }

    /** In words, for the one who wonders why nothing ran. */
    public String words() {
        return "at most " + max + (max == 1 ? " match per " : " matches per ") + per;
    }
}
