package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.secret.SecretUnreadable;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.criteria.CriteriaLimits;
import io.hookline.rules.criteria.CriteriaParser;
import io.hookline.rules.criteria.Reach;
import io.hookline.rules.trigger.Changes;
import io.hookline.rules.trigger.TriggerTypes;
import io.hookline.rules.trigger.Triggers;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules: table {@code rules.rules}. A rule, the trigger it needs and what others have to learn of that trigger are one transaction;
 * when a change returns, this process has learned of it too. Each change gives a rule a new, greater version; deleted ones stay for some
 * days as tombstones, so that those who hold rules in memory can ask for what is newer (see {@link #since}).
 */
@Singleton
public class Rules {
    private static final String SELECT = """
            SELECT r.*, t.id AS t_id, t.ref AS t_ref, t.uid AS t_uid, t.name AS t_name, t.pack AS t_pack, t.type AS t_type,
                   t.parameters AS t_parameters, t.description AS t_description
            FROM rules.rules r LEFT JOIN rules.triggers t ON t.ref = r.trigger_ref
            """;
    private static final String SELECT_WITH_TYPE = """
            SELECT r.*, t.id AS t_id, t.ref AS t_ref, t.uid AS t_uid, t.name AS t_name, t.pack AS t_pack, t.type AS t_type,
                   t.parameters AS t_parameters, t.description AS t_description, y.id AS y_id, y.ref AS y_ref, y.name AS y_name,
                   y.pack AS y_pack, y.description AS y_description, y.payload_schema AS y_payload_schema,
                   y.parameters_schema AS y_parameters_schema, y.tags AS y_tags, y.metadata_file AS y_metadata_file
            FROM rules.rules r LEFT JOIN rules.triggers t ON t.ref = r.trigger_ref LEFT JOIN rules.trigger_types y ON y.ref = t.type
            """;
    private static final Map<String, String> SORT_KEYS = Map.of(
            "id", "r.id",
            "name", "r.name",
            "pack", "r.pack",
            "action", "r.action_ref",
            "trigger", "r.trigger_ref",
            "enabled", "r.enabled",
            "user", "r.username");
    private static final String TOMBSTONES_STAY = "7 days";

    private final RulesDatabase database;
    private final TriggerTypes triggerTypes;
    private final Triggers triggers;
    private final TriggerUses uses;
    private final RuleSecrets secrets;
    private final RuleCheck check;
    private final TriggerLoads loads;
    private final boolean filesCount;
    private final Clock clock;
    private final TopicView<TriggerFact> view;
    private final CriteriaParser parser = new CriteriaParser(new Templates(TemplateConfig.standard()));

    Rules(
            RulesDatabase database,
            TriggerTypes triggerTypes,
            Triggers triggers,
            TriggerUses uses,
            RuleSecrets secrets,
            RulesConfig config,
            Clock clock,
            Views views) {
        this.database = database;
        this.triggerTypes = triggerTypes;
        this.triggers = triggers;
        this.uses = uses;
        this.secrets = secrets;
        this.check = new RuleCheck(config.validateTriggerParameters(), limits(config.limits()));
        this.loads = new TriggerLoads(config.limits());
        this.filesCount = config.folder().isPresent();
        this.clock = clock;
        this.view = views.triggers();
    }

    private static CriteriaLimits limits(RulesConfig.Limits most) {
        return new CriteriaLimits(
                most.criteria(), most.text(), most.regex(), most.searchCriteria(), most.searchDepth());
    }

    /** One page, and how many there are in all. */
    Listed list(ListQuery query) {
        Conditions conditions = conditions(query);
        return database.read(connection -> new Listed(
                conditions.page(connection, SELECT, query, SORT_KEYS, "r.pack, r.name", this::read),
                conditions.count(connection, "rules.rules r")));
    }

    private static Conditions conditions(ListQuery query) {
        Conditions conditions = new Conditions().and("r.deleted_at IS NULL");
        if (!query.texts("id").isEmpty()) {
            conditions.and("r.id = ANY (?)", query.texts("id"));
        }
        query.text("name").ifPresent(name -> conditions.and("r.name = ?", name));
        query.text("pack").ifPresent(pack -> conditions.and("r.pack = ?", pack));
        query.text("action").ifPresent(action -> conditions.and("r.action_ref = ?", action));
        query.text("trigger").ifPresent(trigger -> conditions.and("r.trigger_ref = ?", trigger));
        query.text("user").ifPresent(user -> conditions.and("r.username = ?", user));
        query.text("enabled").ifPresent(enabled -> conditions.and("r.enabled = ?", flag(enabled)));
        return conditions;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true", "True", "1" -> true;
            case "false", "False", "0" -> false;
            default -> throw new BadRequestException("Invalid bool representation \"" + text + "\" provided.");
        };
    }

    public Optional<Rule> get(String refOrId) {
        return database.read(connection -> one(connection, byRefOrId(refOrId)));
    }

    /**
     * What changed after a version: all rules with a greater one, deleted ones among them. Versions become visible in their order, so
     * whoever goes on from the greatest version met misses nothing.
     */
    public List<Change> since(long version) {
        return database.query(connection ->
                new Conditions().and("r.version > " + version).all(connection, SELECT_WITH_TYPE, this::change));
    }

    /**
     * Some of the rules on a trigger, enabled or not, oldest first.
     *
     * @param after id of the last one that is known already; empty: from the first on
     */
    public List<Rule> on(String trigger, String after, int most) {
        return database.read(connection -> new Conditions()
                .and("r.deleted_at IS NULL")
                .and("r.trigger_ref = ?", trigger)
                .and("r.id > ?", after)
                .first(connection, SELECT, "r.id", most, this::read));
    }

    Saving create(RuleDraft draft) {
        secrets.learn(draft);
        return settled(
                database.changeRules(transaction -> save(new Changes(transaction), draft, Optional.empty(), null)));
    }

    Saving change(String id, RuleDraft draft) {
        secrets.learn(draft);
        return settled(database.changeRules(transaction ->
                handled(transaction, id, (changes, old) -> save(changes, draft, Optional.of(old), null))));
    }

    Saving delete(String id) {
        return settled(database.changeRules(transaction -> handled(transaction, id, (changes, old) -> {
            remove(changes, old);
            return new Saved(new Saving.Deleted(), changes);
        })));
    }

    /** Changes or deletes a rule as a person asks for, who may not change what the next look at its file would change back. */
    private Saved handled(Transaction transaction, String id, Handling handling) throws SQLException {
        Changes changes = new Changes(transaction);
        Optional<Kept> old = oneKept(transaction.connection(), byRefOrId(id));
        if (old.isEmpty()) {
            return new Saved(new Saving.Missing(), changes);
        }
        @Nullable String file = old.get().file();
        return filesCount && file != null
                ? new Saved(new Saving.KeptInFile(old.get().rule(), file), changes)
                : handling.with(changes, old.get().rule());
    }

    private void remove(Changes changes, Rule rule) throws SQLException {
        Connection connection = changes.transaction().connection();
        execute(
                connection,
                "UPDATE rules.rules SET deleted_at = now(), version = nextval('rules.rule_version') WHERE id = ?",
                rule.id());
        execute(connection, "DELETE FROM rules.rules WHERE deleted_at < now() - ?::interval", TOMBSTONES_STAY);
        leave(changes, rule);
    }

    /** The rules that were made from files. */
    public List<Kept> kept() {
        return database.read(connection -> new Conditions()
                .and("r.deleted_at IS NULL")
                .and("r.from_file IS NOT NULL")
                .all(connection, SELECT, this::readKept));
    }

    /**
     * Makes the rule of that reference be what its file says: made, changed, or left alone with the version it has. Nobody waits for
     * it, so it returns when it is stored.
     *
     * @param file its path within the folder of rules
     */
    public Keeping keep(RuleDraft draft, String file) {
        secrets.learn(draft);
        return database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            Optional<Kept> old = oneKept(transaction.connection(), named(draft.pack(), draft.name()));
            if (old.isPresent() && old.get().file() == null) {
                return new Keeping.Taken();
            }
            if (old.isPresent() && says(old.get(), draft, file)) {
                return new Keeping.Unchanged();
            }
            return switch (save(changes, draft, old.map(Kept::rule), file).outcome()) {
                case Saving.Done(var rule) -> old.isPresent() ? new Keeping.Changed() : new Keeping.Created();
                case Saving.Refused(var fault) -> new Keeping.Refused(fault);
                case Saving.Taken(var other) -> new Keeping.Taken();
                case Saving.KeptInFile kept -> throw new IllegalStateException("a file is not kept from its rule");
                case Saving.Deleted() -> throw new IllegalStateException("saving deletes no rule");
                case Saving.Missing() -> throw new IllegalStateException("saving by reference misses no rule");
            };
        });
    }

    /**
     * Makes a rule if none has its reference; what is there stays as it is. Nobody waits for it, so it returns when it is stored.
     *
     * @return why it can't be saved; empty if it is there
     */
    public Optional<RuleCheck.Fault> addMissing(RuleDraft draft) {
        secrets.learn(draft);
        return database.changeRules(transaction -> {
            boolean known = one(transaction.connection(), named(draft.pack(), draft.name()))
                    .isPresent();
            return !known
                            && save(new Changes(transaction), draft, Optional.empty(), null)
                                            .outcome()
                                    instanceof Saving.Refused(var fault)
                    ? Optional.of(fault)
                    : Optional.<RuleCheck.Fault>empty();
        });
    }

    /** Deletes a rule that was made from this file, if it still is; whether it was. */
    public boolean letGo(Kept kept) {
        return database.changeRules(transaction -> {
            Optional<Kept> now =
                    oneKept(transaction.connection(), byRefOrId(kept.rule().id()));
            boolean still = now.isPresent() && Objects.equals(now.get().file(), kept.file());
            if (still) {
                remove(new Changes(transaction), now.get().rule());
            }
            return still;
        });
    }

    /** Whether a rule is what its file says, its secrets sealed. */
    public boolean says(Kept kept, RuleDraft draft, String file) {
        try {
            return file.equals(kept.file())
                    && secrets.areSealed(kept.rule())
                    && draft.isSaidBy(kept.rule(), secrets.opened(kept.rule()));
        } catch (SecretUnreadable e) {
            return false; // sealed under another key; the file has it
        }
    }

    private Saved save(Changes changes, RuleDraft draft, Optional<Rule> old, @Nullable String file)
            throws SQLException {
        Connection connection = changes.transaction().connection();
        Optional<TriggerType> type = triggerTypes.named(connection, draft.triggerType());
        Optional<Trigger> found = triggers.with(connection, draft.triggerType(), draft.triggerParameters());
        Optional<RuleCheck.Fault> fault = check.fault(draft, type, found.isPresent());
        if (fault.isPresent()) {
            return new Saved(new Saving.Refused(fault.get()), changes);
        }
        Reach reach = Reach.of(parser.parse(draft.criteria()));
        Optional<Rule> other = one(connection, named(draft.pack(), draft.name()));
        if (other.isPresent() && !other.map(Rule::id).equals(old.map(Rule::id))) {
            return new Saved(new Saving.Taken(other.get()), changes);
        }
        Optional<RuleCheck.Fault> tooMany = loads.fault(connection, draft, reach, found, old);
        if (tooMany.isPresent()) {
            return new Saved(new Saving.Refused(tooMany.get()), changes);
        }
        Trigger trigger = triggers.findOrMake(changes, type.orElseThrow(), draft.triggerParameters());
        String id = old.map(Rule::id).orElseGet(() -> Ids.fresh(clock.instant()));
        // In a file nothing stands behind asterisks.
        RuleDraft sealed = secrets.sealed(draft, file == null ? old : Optional.empty());
        write(connection, id, sealed, trigger.ref(), file, TriggerLoads.isHidden(reach));
        uses.settle(changes, trigger.ref());
        if (old.isPresent()) {
            leave(changes, old.get());
        }
        return new Saved(new Saving.Done(one(connection, byRefOrId(id)).orElseThrow()), changes);
    }

    /** What becomes of the trigger that a rule was on. */
    private void leave(Changes changes, Rule old) throws SQLException {
        triggers.removeUnused(changes, old.triggerRef());
        uses.settle(changes, old.triggerRef());
    }

    private Saving settled(Saved saved) {
        saved.changes().awaitApplied(view);
        if (saved.outcome() instanceof Saving.Done(var rule)
                && rule.trigger() != null
                && view.get(rule.trigger().id()).isEmpty()) {
            // Another node has just made the trigger, and this one has not heard of it.
            view.awaitCaughtUp();
        }
        return saved.outcome();
    }

    private static void write(
            Connection connection, String id, RuleDraft draft, String trigger, @Nullable String file, boolean hidden)
            throws SQLException {
        String sql = """
                INSERT INTO rules.rules (id, version, name, pack, description, enabled, type, trigger_ref, criteria, action_ref, action,
                    context, username, tags, metadata_file, from_file, throttle, hidden)
                VALUES (?, nextval('rules.rule_version'), ?, ?, ?, ?, ?::json, ?, ?::json, ?, ?::json, ?::json, ?, ?::json, ?, ?, ?::json, ?)
                ON CONFLICT (id) DO UPDATE SET (version, name, pack, description, enabled, type, trigger_ref, criteria, action_ref, action,
                    context, username, tags, metadata_file, from_file, throttle, hidden)
                = (excluded.version, excluded.name, excluded.pack, excluded.description, excluded.enabled, excluded.type,
                    excluded.trigger_ref, excluded.criteria, excluded.action_ref, excluded.action, excluded.context, excluded.username, excluded.tags,
                    excluded.metadata_file, excluded.from_file, excluded.throttle, excluded.hidden)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, draft.name());
            insert.setString(3, draft.pack());
            insert.setString(4, draft.description());
            insert.setBoolean(5, draft.enabled());
            insert.setString(6, Json.text(draft.type()));
            insert.setString(7, trigger);
            insert.setString(8, Json.text(draft.criteria()));
            insert.setString(9, draft.action().path("ref").asText());
            insert.setString(10, Json.text(draft.action()));
            insert.setString(11, Json.text(draft.context()));
            insert.setString(12, draft.context().path("user").asText());
            insert.setString(13, Json.text(draft.tags()));
            insert.setString(14, draft.metadataFile());
            insert.setString(15, file);
            insert.setString(
                    16,
                    draft.throttle() == null ? null : Json.text(draft.throttle().shown()));
            insert.setBoolean(17, hidden);
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    private static Conditions byRefOrId(String refOrId) {
        int dot = refOrId.indexOf('.');
        return dot < 0
                ? new Conditions().and("r.deleted_at IS NULL").and("r.id = ?", refOrId)
                : named(refOrId.substring(0, dot), refOrId.substring(dot + 1));
    }

    private static Conditions named(String pack, String name) {
        return new Conditions()
                .and("r.deleted_at IS NULL")
                .and("r.pack = ?", pack)
                .and("r.name = ?", name);
    }

    private Optional<Rule> one(Connection connection, Conditions conditions) throws SQLException {
        return conditions.all(connection, SELECT, this::read).stream().findFirst();
    }

    private Optional<Kept> oneKept(Connection connection, Conditions conditions) throws SQLException {
        return conditions.all(connection, SELECT, this::readKept).stream().findFirst();
    }

    private Kept readKept(ResultSet row) throws SQLException {
        return new Kept(read(row), row.getString("from_file"));
    }

    private Change change(ResultSet row) throws SQLException {
        boolean gone = row.getObject("deleted_at") != null;
        @Nullable TriggerType type = row.getString("y_id") == null ? null : TriggerTypes.read(row, "y_");
        return new Change(read(row), type, row.getLong("version"), gone);
    }

    private Rule read(ResultSet row) throws SQLException {
        @Nullable Trigger trigger = row.getString("t_id") == null ? null : Triggers.read(row, "t_");
        return new Rule(
                row.getString("id"),
                row.getString("name"),
                row.getString("pack"),
                row.getString("description"),
                row.getBoolean("enabled"),
                (ObjectNode) Json.stored(row.getString("type")),
                row.getString("trigger_ref"),
                trigger,
                parser.parse(Json.stored(row.getString("criteria"))),
                (ObjectNode) Json.stored(row.getString("action")),
                (ObjectNode) Json.stored(row.getString("context")),
                (ArrayNode) Json.stored(row.getString("tags")),
                row.getString("metadata_file"),
                row.getString("throttle") == null ? null : Throttle.of(Json.stored(row.getString("throttle"))));
    }

    /** A page of rules and the number of all. */
    record Listed(List<Rule> page, long total) {}

    /**
     * A rule as it is now.
     *
     * @param triggerType of its trigger; null if that or the trigger is gone
     * @param version greater than that of all earlier changes of any rule
     */
    public record Change(Rule rule, @Nullable TriggerType triggerType, long version, boolean deleted) {}

    /**
     * A rule and where it is kept.
     *
     * @param file path within the folder of rules; null if it was made through the API
     */
    public record Kept(Rule rule, @Nullable String file) {}

    /** What became of a rule that its file tells. */
    public sealed interface Keeping {
        record Created() implements Keeping {}

        record Changed() implements Keeping {}

        record Unchanged() implements Keeping {}

        record Refused(RuleCheck.Fault fault) implements Keeping {}

        /** One made through the API has that name, and stays. */
        record Taken() implements Keeping {}
    }

    @FunctionalInterface
    private interface Handling {
        Saved with(Changes changes, Rule old) throws SQLException;
    }

    /** What became of a rule that was to be saved or deleted. */
    sealed interface Saving {
        record Done(Rule rule) implements Saving {}

        record Deleted() implements Saving {}

        record Refused(RuleCheck.Fault fault) implements Saving {}

        /**
         * Only its file can change it.
         *
         * @param file its path within the folder of rules
         */
        record KeptInFile(Rule rule, String file) implements Saving {}

        /** Another one has that name. */
        record Taken(Rule other) implements Saving {}

        record Missing() implements Saving {}
    }

    private record Saved(Saving outcome, Changes changes) {}
}
