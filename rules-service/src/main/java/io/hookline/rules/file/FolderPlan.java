package io.hookline.rules.file;

import io.hookline.rules.file.RuleFile.Faulty;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.rule.Rules.Kept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that the rules are what the files say. A file at fault takes nothing back: the rule that came from it stays, and so
 * does the one of the reference it names. Pure.
 *
 * @param save files whose rule is not there or is another
 * @param remove rules whose file is gone, or names another rule now
 * @param faults of the files that can't be used
 */
record FolderPlan(List<Usable> save, List<Kept> remove, List<FileFault> faults) {

    /**
     * @param kept the rules that were made from files
     * @param says whether a rule is what a file says
     */
    static FolderPlan of(List<RuleFile> files, List<Kept> kept, BiPredicate<Kept, Usable> says) {
        Map<String, Kept> byRef = new HashMap<>();
        kept.forEach(each -> byRef.put(each.rule().ref(), each));
        List<Usable> save = new ArrayList<>();
        List<FileFault> faults = new ArrayList<>();
        Set<String> refs = new HashSet<>();
        Set<@Nullable String> faultyFiles = new HashSet<>();
        for (RuleFile file : files) {
            file.ref().ifPresent(refs::add);
            switch (file) {
                case Usable usable -> {
                    Kept now = byRef.get(usable.draft().ref());
                    if (now == null || !says.test(now, usable)) {
                        save.add(usable);
                    }
                }
                case Faulty faulty -> {
                    faults.add(faulty.fault());
                    faultyFiles.add(faulty.file());
                }
            }
        }
        List<Kept> remove = kept.stream()
                .filter(each -> !refs.contains(each.rule().ref()))
                .filter(each -> !faultyFiles.contains(each.file()))
                .toList();
        return new FolderPlan(save, remove, faults);
    }
}
