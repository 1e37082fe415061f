package io.hookline.rules.file;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.StatementFailed;
import io.hookline.common.topic.TopicUnavailable;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.file.FolderChanges.Change;
import io.hookline.rules.file.FolderChanges.Made;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.rule.Rules;
import io.hookline.rules.rule.Rules.Keeping;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the rules that are kept in files equal to these files. Each rule is a transaction of its own, under the lock of all changes of
 * rules, that looks at the rule again before it writes: however many nodes are at it at once, one makes each change and the others find
 * nothing left to do.
 */
@Singleton
final class FolderRules {
    private final Rules rules;
    private final String user;

    FolderRules(Rules rules, RulesConfig config) {
        this.rules = rules;
        this.user = config.systemUser();
    }

    /** New and changed rules first, so that a hook that a renamed rule stands on is never gone in between. */
    FolderChanges apply(List<FileText> texts) {
        return done(() -> plan(texts));
    }

    /**
     * Saves what could not be saved before, if it can now. All else is left alone: another node may have read a newer state of the folder.
     *
     * @param faults of the last time
     */
    FolderChanges tryAgain(List<FileText> texts, Collection<FileFault> faults) {
        Set<String> files = faults.stream().map(FileFault::file).collect(Collectors.toSet());
        return done(() -> {
            FolderPlan plan = plan(texts);
            List<Usable> save = plan.save().stream()
                    .filter(file -> files.contains(file.file()))
                    .toList();
            return new FolderPlan(save, List.of(), plan.faults());
        });
    }

    /** What was done stays and is told, though the rest could not be. */
    private FolderChanges done(Supplier<FolderPlan> planning) {
        var made = new Made();
        try {
            FolderPlan plan = planning.get();
            made.faults.addAll(plan.faults());
            plan.save().forEach(file -> save(file, made));
            plan.remove().stream()
                    .filter(rules::letGo)
                    .forEach(kept -> made.deleted.add(new Change(kept.rule().ref(), String.valueOf(kept.file()))));
        } catch (DatabaseUnavailable | TopicUnavailable e) {
            made.interrupted = e.getMessage();
        }
        return made.all();
    }

    private FolderPlan plan(List<FileText> texts) {
        return FolderPlan.of(
                RuleFile.all(texts, user), rules.kept(), (kept, file) -> rules.says(kept, file.draft(), file.file()));
    }

    private void save(Usable file, Made made) {
        String ref = file.draft().ref();
        try {
            switch (rules.keep(file.draft(), file.file())) {
                case Keeping.Created() -> made.created.add(new Change(ref, file.file()));
                case Keeping.Changed() -> made.changed.add(new Change(ref, file.file()));
                case Keeping.Unchanged() -> {}
                case Keeping.Refused(var fault) -> made.faults.add(file.fault(fault));
                case Keeping.Taken() ->
                    made.faults.add(atName(
                            file,
                            "Rule \"" + ref
                                    + "\" was made through the API and stays as it is; delete it there, or give this one"
                                    + " another name"));
            }
        } catch (StatementFailed e) {
            // What follows in further lines may hold what was to be stored.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            made.faults.add(atName(file, "Rule can't be stored: " + reason));
        }
    }

    private static FileFault atName(Usable file, String reason) {
        return new FileFault(file.file(), file.document().line(List.of("name")), reason);
    }
}
