package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.path.InvalidPath;
import io.hookline.expressions.path.JsonPath;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells why criteria can't be saved: what can hold for no payload at all is a mistake, and its author learns of it at once instead of
 * by a failed enforcement for each event (spec: rules-and-criteria, 2.1, step 5). Where StackStorm refuses too, in its words.
 *
 * <p>Two things can never work and are accepted all the same, as senders of rules rely on it (conformance: rule-criteria-failures): a
 * regular expression that does not compile, and a template that names what no payload has. They break when they are tried.
 */
public final class CriteriaCheck {
    private final Templates templates = new Templates(TemplateConfig.standard());

    /** The first fault in the order written; empty if there is none. */
    public Optional<String> fault(JsonNode criteria) {
        return fault("", criteria);
    }

    /**
     * @param within the field that a search looks into, with what leads on to its items
     */
    private Optional<String> fault(String within, JsonNode criteria) {
        return criteria.properties().stream()
                .flatMap(entry -> fault(within, entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    private Optional<String> fault(String within, String key, JsonNode written) {
        String field = within + key;
        if (!written.isObject()) {
            return Optional.of("For field: " + field + ", the criterion is not of type 'object'");
        }
        JsonNode type = written.path("type");
        if (type.isMissingNode() || type.isNull()) {
            // In a search it just never holds (spec: rules-and-criteria, 6.6), and others beside it may.
            return within.isEmpty() ? Optional.of("Operator not specified for field: " + field) : Optional.empty();
        }
        // Only at the outside the spelling has to be exact, as in StackStorm, which does not look inside.
        String operator = within.isEmpty() ? type.asText() : type.asText().toLowerCase(Locale.ROOT);
        return operatorFault(field, operator, type)
                .or(() -> patternFault(field, operator, written))
                .or(() -> keyFault(field, key))
                .or(() -> operator.equals(Operator.SEARCH)
                        ? searchFault(field, written)
                        : neverFits(field, operator, written.path("pattern")));
    }

    private static Optional<String> operatorFault(String field, String operator, JsonNode type) {
        boolean known = type.isTextual() && (Operator.named(operator).isPresent() || operator.equals(Operator.SEARCH));
        return unless(
                known,
                () -> "For field: %s, operator %s not in list of allowed operators: %s"
                        .formatted(
                                field,
                                PythonText.str(PythonValues.of(type)),
                                PythonText.str(List.copyOf(Operator.allNames()))));
    }

    private Optional<String> patternFault(String field, String operator, JsonNode written) {
        boolean patternless =
                Operator.named(operator).filter(Operator::ignoresPattern).isPresent();
        JsonNode pattern = written.path("pattern");
        if (!patternless && !written.hasNonNull("pattern")) {
            return Optional.of("For field: %s, no pattern specified for operator %s".formatted(field, operator));
        }
        return isTemplate(pattern)
                ? templates
                        .read(pattern.asText())
                        .fault()
                        .map(why -> "For field: %s, the template can't be read: %s".formatted(field, why))
                : Optional.empty();
    }

    private static Optional<String> keyFault(String field, String key) {
        try {
            JsonPath.read(CriteriaParser.withoutTag(key));
            return Optional.empty();
        } catch (InvalidPath e) {
            return Optional.of("For field: %s, the key can't be read: %s".formatted(field, e.getMessage()));
        }
    }

    private Optional<String> searchFault(String field, JsonNode written) {
        JsonNode pattern = written.path("pattern");
        String condition = written.path("condition").asText();
        return unless(pattern.isObject(), () -> "For field: %s, %s".formatted(field, Search.NEEDS_CRITERIA))
                .or(() -> unless(
                        Search.Condition.named(condition).isPresent(),
                        () -> "For field: %s, %s".formatted(field, Search.NEEDS_CONDITION)))
                .or(() -> fault(field + " > ", pattern));
    }

    /** A pattern of a type with which the operator breaks on every value. */
    private static Optional<String> neverFits(String field, String operator, JsonNode pattern) {
        return isTemplate(pattern)
                ? Optional.empty()
                : Operator.named(operator)
                        .flatMap(known -> known.needs(PythonValues.of(pattern)))
                        .map(needed -> "For field: %s, operator %s needs %s as its pattern, not %s"
                                .formatted(field, operator, needed, Operator.kind(PythonValues.of(pattern))));
    }

    private static boolean isTemplate(JsonNode pattern) {
        return pattern.isTextual() && Template.isTemplate(pattern.asText());
    }

    private static Optional<String> unless(boolean fine, Supplier<String> fault) {
        return fine ? Optional.empty() : Optional.of(fault.get());
    }
}
