package io.hookline.rules.criteria;

import io.hookline.common.parameters.Secrets;
import io.hookline.expressions.template.Decrypted;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.Value.Evaluated;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value is compared with: something fixed, or a template over the payload (spec: rules-and-criteria, 6.4). */
sealed interface Pattern {
    /**
     * Asks the operator, as the criterion under {@code key}.
     *
     * @param value what the payload holds there; null also if nothing is there
     */
    Outcome compare(Operator operator, String key, @Nullable Object value, Payload payload);

    /**
     * Read once, together with the criterion.
     *
     * @param value what is compared with; null if it is left out
     */
    record Fixed(@Nullable Object value, BreaksOn breaksOn, Operator.Test test) implements Pattern {
        static Fixed of(@Nullable Object value, Operator.Test test) {
            return new Fixed(value, test.breaksOn(), test.alone());
        }

        @Override
        public Outcome compare(Operator operator, String key, @Nullable Object found, Payload payload) {
            return test.outcome(found, payload);
        }
    }

    /** Evaluated for each payload. */
    record Templated(String source, Template template) implements Pattern {
        @Override
        public Outcome compare(Operator operator, String key, @Nullable Object value, Payload payload) {
            var decrypted = new Decrypted();
            Map<String, @Nullable Object> names = decrypts() ? payload.names(decrypted) : payload.names();
            return switch (template.value(names)) {
                case Evaluated(var pattern) ->
                    withoutSecrets(operator.with(pattern).outcome(value, payload), decrypted);
                case Refused(var reason, var message) ->
                    new Breaks(
                            Criterion.Part.PATTERN,
                            "Failed to render pattern value \"%s\" for key \"%s\": %s"
                                    .formatted(source, key, told(message, decrypted)));
            };
        }

        private static Outcome withoutSecrets(Outcome outcome, Decrypted decrypted) {
            return outcome instanceof Breaks(var part, var reason)
                    ? new Breaks(part, told(reason, decrypted))
                    : outcome;
        }

        /** What was decrypted may be in a reason in any shape, so none is told. */
        private static String told(String reason, Decrypted decrypted) {
            return decrypted.times() == 0 ? reason : Secrets.MASK.textValue();
        }

        /** Whether a secret of the datastore may be in what it gives. */
        boolean decrypts() {
            return Finding.isDecrypted(source);
        }
    }
}
