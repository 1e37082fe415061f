package io.hookline.rules.file;

import io.hookline.common.model.TriggerType;
import io.hookline.rules.criteria.CriteriaLimits;
import io.hookline.rules.file.RuleFile.Faulty;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.rule.RuleCheck;
import io.hookline.rules.rule.RuleDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is wrong with the files of a folder, as far as that can be told without a database. Pure.
 *
 * @param rules how many files hold a rule that can be used
 * @param warnings what may be wrong, depending on what is in the database
 */
record DryCheck(int rules, List<FileFault> faults, List<FileFault> warnings) {
    /** As a server checks with its defaults. */
    private static final RuleCheck CHECK = new RuleCheck(true, CriteriaLimits.standard());

    /**
     * @param types the trigger types that are always there
     */
    static DryCheck of(Collection<RuleFile> files, List<TriggerType> types) {
        Map<String, TriggerType> byRef =
                types.stream().collect(Collectors.toMap(TriggerType::ref, Function.identity()));
        List<FileFault> faults = new ArrayList<>();
        List<FileFault> warnings = new ArrayList<>();
        for (RuleFile file : files) {
            switch (file) {
                case Faulty faulty -> faults.add(faulty.fault());
                case Usable usable -> {
                    Optional<TriggerType> type =
                            Optional.ofNullable(byRef.get(usable.draft().triggerType()));
                    Optional<RuleCheck.Fault> fault = fault(usable.draft(), type);
                    fault.map(usable::fault).ifPresent(faults::add);
                    if (fault.isEmpty() && type.isEmpty()) {
                        warnings.add(usable.fault(new RuleCheck.Fault(
                                "trigger",
                                "Trigger type \"" + usable.draft().triggerType()
                                        + "\" is not built in; it has to exist before this rule can be saved")));
                    }
                }
            }
        }
        return new DryCheck(files.size() - faults.size(), faults, warnings);
    }

    private static Optional<RuleCheck.Fault> fault(RuleDraft draft, Optional<TriggerType> type) {
        if (type.isEmpty()) {
            return CHECK.faultWhateverItsTrigger(draft);
        }
        boolean hasTrigger =
                !type.get().hasParameters() && draft.triggerParameters().isEmpty();
        return CHECK.fault(draft, type, hasTrigger);
    }
}
