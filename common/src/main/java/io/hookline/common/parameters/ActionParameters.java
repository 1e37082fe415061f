package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ParameterRendering.Rendered;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.common.secret.SecretBox;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Cast;
import io.hookline.expressions.template.Decrypted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one action: runner's and action's schemas merged, given values rendered and cast, checked (spec: executions, 4;
 * templating, 2). Pure.
 */
public final class ActionParameters {
    private final ParameterSchema schema;

    /** Prepared when it is first needed: most uses only mask. */
    private volatile @Nullable SchemaCheck check;

    private ActionParameters(ParameterSchema schema) {
        this.schema = schema;
    }

    /**
     * @throws IllegalArgumentException if the action changes what it may not of a runner's parameter
     */
    public static ActionParameters of(Action action, RunnerType runnerType) {
        return new ActionParameters(ParameterSchema.of(action, runnerType));
    }

    /**
     * The same for who asks for executions and doesn't know the configurations of packs: defaults that need one are left to who runs
     * them.
     */
    public ActionParameters withoutConfig() {
        return new ActionParameters(schema.withoutConfig());
    }

    /** The merged schema by parameter name, the action's attributes over the runner's. */
    public ObjectNode merged() {
        return schema.merged().deepCopy();
    }

    /**
     * What is done when an execution is asked for: render, cast, check.
     *
     * @param given by name, as asked for; templates in it are rendered
     * @param context further names that templates may use
     */
    public Outcome request(ObjectNode given, ParameterContext context) {
        return request(given, Set.of(), context);
    }

    /**
     * The same where some of them have been rendered before: what looks like a template in these is none.
     *
     * @param rendered their names
     */
    public Outcome request(ObjectNode given, Set<String> rendered, ParameterContext context) {
        Map<String, JsonNode> sources = withDefaults(given);
        Map<String, JsonNode> fixed = new LinkedHashMap<>(sources);
        fixed.keySet().removeIf(name -> !rendered.contains(name) || !given.hasNonNull(name));
        Map<String, JsonNode> toRender = new LinkedHashMap<>(sources);
        toRender.keySet().removeAll(fixed.keySet());
        var decrypted = new Decrypted();
        Outcome outcome = switch (ParameterRendering.of(toRender, fixed, context, decrypted)) {
            case ParameterRendering.Outcome.Failed(String reason) -> new Outcome.Unrenderable(reason);
            case ParameterRendering.Outcome.Done(Map<String, Rendered> values) -> cast(given, sources, values);
        };
        return switch (outcome) {
            case Outcome.Ready ready -> ready;
            case Outcome.Unrenderable(String reason) ->
                new Outcome.Unrenderable(withoutSecrets(reason, given, decrypted));
            case Outcome.Refused(String reason) -> new Outcome.Refused(withoutSecrets(reason, given, decrypted));
        };
    }

    /** Reasons show the value that is wrong; a secret one is shown as its mask. */
    private String withoutSecrets(String reason, ObjectNode given, Decrypted decrypted) {
        List<String> secrets = new ArrayList<>();
        new Secrets(value -> {
                    texts(value, secrets);
                    return value;
                })
                .in(schema.merged(), given);
        // A part of a secret that is another secret must not be all that is masked.
        secrets.sort(Comparator.comparing(String::length).reversed());
        String clean = decrypted.hiddenIn(reason, Secrets.MASK.textValue());
        for (String secret : secrets) {
            clean = clean.replace(secret, Secrets.MASK.textValue());
        }
        return clean;
    }

    /** Each as it is, and as Python spells it within quotes. */
    private static void texts(JsonNode value, List<String> found) {
        if (value.isContainerNode()) {
            value.forEach(inner -> texts(inner, found));
        } else if (!value.asText().isEmpty()) {
            String quoted = PythonText.repr(value.asText());
            found.add(value.asText());
            found.add(quoted.substring(1, quoted.length() - 1));
        }
    }

    private Outcome cast(ObjectNode given, Map<String, JsonNode> sources, Map<String, Rendered> values) {
        ObjectNode shown = Json.object();
        ObjectNode checked = Json.object();
        for (Map.Entry<String, JsonNode> source : sources.entrySet()) {
            String name = source.getKey();
            boolean isGiven = given.has(name);
            Rendered rendered = Objects.requireNonNull(values.get(name));
            if (!isGiven && !rendered.isChanged()) {
                continue; // a plain default shows nowhere; the check fills it in
            }
            switch (cast(name, source.getValue(), rendered)) {
                case CastOutcome.Impossible(String reason) -> {
                    return new Outcome.Refused(reason);
                }
                case CastOutcome.Done(JsonNode value) -> {
                    checked.set(name, value);
                    if (isGiven || (schema.hasTemplateDefault(name) && !schema.isImmutable(name))) {
                        shown.set(name, value);
                    }
                }
            }
        }
        return fault(given, checked).<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Ready(shown));
    }

    private Optional<String> fault(ObjectNode given, ObjectNode checked) {
        if (schema.merged().isEmpty()) {
            return Optional.empty(); // spec: executions, 4.1: nothing is declared, anything is accepted
        }
        return check(checked).firstFault(checked).or(() -> overridden(given));
    }

    private SchemaCheck check(ObjectNode values) {
        Set<String> nulled = schema.defaultsThatAreNullIn(values);
        if (!nulled.isEmpty()) {
            return SchemaCheck.of(schema.whole(nulled));
        }
        SchemaCheck prepared = check;
        if (prepared == null) {
            prepared = SchemaCheck.of(schema.whole(Set.of()));
            check = prepared;
        }
        return prepared;
    }

    private Optional<String> overridden(ObjectNode given) {
        List<String> fixed = new ArrayList<>();
        given.fieldNames().forEachRemaining(name -> {
            if (schema.isImmutable(name)) {
                fixed.add(name);
            }
        });
        return fixed.isEmpty()
                ? Optional.empty()
                : Optional.of("Override of immutable parameter(s) " + PythonText.repr(fixed) + " is unsupported.");
    }

    /**
     * What is done when it runs: defaults filled in and those that are templates rendered; given values are taken as they are.
     *
     * @param requested what {@link #request} gave
     * @param context further names that templates may use
     */
    public RunOutcome run(ObjectNode requested, ParameterContext context) {
        Map<String, JsonNode> sources = withDefaults(requested);
        Map<String, JsonNode> fixed = new LinkedHashMap<>(sources);
        fixed.keySet().removeIf(name -> !requested.hasNonNull(name));
        Map<String, JsonNode> defaults = new LinkedHashMap<>(sources);
        defaults.keySet().removeAll(fixed.keySet());
        var decrypted = new Decrypted();
        RunOutcome outcome = switch (ParameterRendering.of(defaults, fixed, context, decrypted)) {
            case ParameterRendering.Outcome.Failed(String reason) -> new RunOutcome.Failed(reason);
            case ParameterRendering.Outcome.Done(Map<String, Rendered> values) -> split(sources, values);
        };
        return switch (outcome) {
            case RunOutcome.Split split -> split;
            case RunOutcome.Failed(String reason) ->
                new RunOutcome.Failed(decrypted.hiddenIn(reason, Secrets.MASK.textValue()));
        };
    }

    private RunOutcome split(Map<String, JsonNode> sources, Map<String, Rendered> values) {
        ObjectNode ofRunner = Json.object();
        ObjectNode ofAction = Json.object();
        for (String name : schema.names()) {
            switch (cast(name, Objects.requireNonNull(sources.get(name)), Objects.requireNonNull(values.get(name)))) {
                case CastOutcome.Done(JsonNode value) ->
                    (schema.isOfRunner(name) ? ofRunner : ofAction).set(name, value);
                case CastOutcome.Impossible(String reason) -> {
                    return new RunOutcome.Failed(reason);
                }
            }
        }
        return new RunOutcome.Split(ofRunner, ofAction);
    }

    /** Given values first, in their order; then what else is declared, with its default or null. Null counts as not given. */
    private Map<String, JsonNode> withDefaults(ObjectNode given) {
        Map<String, JsonNode> sources = new LinkedHashMap<>();
        given.properties().forEach(parameter -> sources.put(parameter.getKey(), parameter.getValue()));
        for (String name : schema.names()) {
            if (!given.hasNonNull(name)) {
                sources.put(name, schema.defaultOf(name));
            }
        }
        return sources;
    }

    private CastOutcome cast(String name, JsonNode source, Rendered rendered) {
        return switch (schema.castOf(name)
                .map(cast -> cast.cast(rendered.value()))
                .orElseGet(() -> uncast(rendered))) {
            case Cast.Outcome.Impossible(String reason) -> new CastOutcome.Impossible(reason);
            case Cast.Outcome.Done(Object value) -> json(source, rendered, flag(name, rendered, value));
        };
    }

    private static Cast.Outcome uncast(Rendered rendered) {
        return new Cast.Outcome.Done(rendered.value());
    }

    /** Text of 1 or 0 stands for a truth value where one is declared; the cast alone leaves it a number (spec: templating, 5). */
    private @Nullable Object flag(String name, Rendered rendered, @Nullable Object value) {
        boolean bit = Objects.equals(value, 0L) || Objects.equals(value, 1L);
        return bit && rendered.value() instanceof String && schema.castOf(name).equals(Optional.of(Cast.BOOLEAN))
                ? Objects.equals(value, 1L)
                : value;
    }

    private static CastOutcome json(JsonNode source, Rendered rendered, @Nullable Object value) {
        if (Objects.equals(rendered.source(), value)) {
            return new CastOutcome.Done(source); // what it was stays the very node it was
        }
        try {
            return new CastOutcome.Done(PythonValues.json(value));
        } catch (PythonError e) {
            return new CastOutcome.Impossible(e.getMessage()); // JSON has no infinity
        }
    }

    /** Secret parameters replaced by eight asterisks, also nested ones. */
    public ObjectNode masked(ObjectNode parameters) {
        return Secrets.MASKED.in(schema.merged(), parameters);
    }

    /** Secret parameters sealed, to be stored or sent. */
    public ObjectNode sealed(ObjectNode parameters, SecretBox box) {
        return new Secrets(box::seal).in(schema.merged(), parameters);
    }

    /**
     * Secret parameters as they were before {@link #sealed}.
     *
     * @throws io.hookline.common.secret.SecretUnreadable if one was sealed under another key
     */
    public ObjectNode opened(ObjectNode parameters, SecretBox box) {
        return new Secrets(box::open).in(schema.merged(), parameters);
    }

    /** What became of a request's parameters. */
    public sealed interface Outcome {
        /**
         * @param parameters as the execution shows them: given values rendered and cast, and defaults that are templates
         */
        record Ready(ObjectNode parameters) implements Outcome {}

        /** A template fails or names what is not there: the execution is recorded as failed. */
        record Unrenderable(String reason) implements Outcome {}

        /** A value can't be cast, breaks the schema, or is fixed by the action: no execution. */
        record Refused(String reason) implements Outcome {}
    }

    /** What became of the parameters of a run. */
    public sealed interface RunOutcome {
        /**
         * @param runner values for the runner type's own parameters, null where there is none
         * @param action the action's others
         */
        record Split(ObjectNode runner, ObjectNode action) implements RunOutcome {}

        record Failed(String reason) implements RunOutcome {}
    }

    private sealed interface CastOutcome {
        record Done(JsonNode value) implements CastOutcome {}

        record Impossible(String reason) implements CastOutcome {}
    }
}
