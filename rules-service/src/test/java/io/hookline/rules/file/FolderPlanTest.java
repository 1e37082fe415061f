package io.hookline.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.Samples;
import io.hookline.rules.file.FileText.Content;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Rules.Kept;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class FolderPlanTest {
    private static final BiPredicate<Kept, Usable> SAME = (kept, file) -> true;
    private static final BiPredicate<Kept, Usable> OTHER = (kept, file) -> false;
    private static final String BROKEN = "name: [";

    @Test
    void aFileWithoutARuleIsSaved() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", rule("a")), List.of(), SAME);

        assertThat(plan.save()).extracting(RuleFile::file).containsExactly("a.yaml");
        assertThat(plan.remove()).isEmpty();
    }

    @Test
    void aRuleThatIsAsItsFileSaysIsLeftAlone() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", rule("a")), List.of(kept("a", "a.yaml")), SAME);

        assertThat(plan).isEqualTo(new FolderPlan(List.of(), List.of(), List.of()));
    }

    @Test
    void aRuleThatIsAnotherThanItsFileSaysIsSaved() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", rule("a")), List.of(kept("a", "a.yaml")), OTHER);

        assertThat(plan.save()).hasSize(1);
        assertThat(plan.remove()).isEmpty();
    }

    @Test
    void aRuleWhoseFileIsGoneIsRemoved() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", rule("a")), List.of(kept("b", "b.yaml")), SAME);

        assertThat(plan.remove()).containsExactly(kept("b", "b.yaml"));
    }

    @Test
    void aFileThatNamesAnotherRuleNowRemovesTheOld() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", rule("b")), List.of(kept("a", "a.yaml")), SAME);

        assertThat(plan.save()).hasSize(1);
        assertThat(plan.remove()).containsExactly(kept("a", "a.yaml"));
    }

    @Test
    void aRuleWhoseFileHasAnotherNameNowStays() {
        FolderPlan plan = FolderPlan.of(files("new.yaml", rule("a")), List.of(kept("a", "old.yaml")), OTHER);

        assertThat(plan.save()).hasSize(1);
        assertThat(plan.remove()).isEmpty();
    }

    @Test
    void aBrokenFileRemovesNothing() {
        FolderPlan plan = FolderPlan.of(files("a.yaml", BROKEN), List.of(kept("a", "a.yaml")), SAME);

        assertThat(plan.save()).isEmpty();
        assertThat(plan.remove()).isEmpty();
        assertThat(plan.faults()).extracting(FileFault::file).containsExactly("a.yaml");
    }

    @Test
    void aFileAtFaultThatStillNamesItsRuleRemovesNothingThoughItHasMoved() {
        FolderPlan plan = FolderPlan.of(files("new.yaml", "name: a"), List.of(kept("a", "old.yaml")), SAME);

        assertThat(plan.faults()).hasSize(1);
        assertThat(plan.remove()).isEmpty();
    }

    @Test
    void otherFilesAreNotAffectedByABrokenOne() {
        List<RuleFile> files = RuleFile.all(List.of(text("a.yaml", BROKEN), text("b.yaml", rule("b"))), "robot");

        FolderPlan plan = FolderPlan.of(files, List.of(kept("a", "a.yaml"), kept("c", "c.yaml")), SAME);

        assertThat(plan.save()).extracting(RuleFile::file).containsExactly("b.yaml");
        assertThat(plan.remove()).containsExactly(kept("c", "c.yaml"));
    }

    @Test
    void anEmptyFolderRemovesAll() {
        FolderPlan plan = FolderPlan.of(List.of(), List.of(kept("a", "a.yaml"), kept("b", "b.yaml")), SAME);

        assertThat(plan.remove()).hasSize(2);
    }

    private static List<RuleFile> files(String name, String text) {
        return RuleFile.all(List.of(text(name, text)), "robot");
    }

    private static FileText text(String name, String text) {
        return new FileText(name, Optional.empty(), new Content.Text(text));
    }

    private static String rule(String name) {
        return "{name: " + name
                + ", trigger: {type: core.st2.webhook, parameters: {url: x}}, action: {ref: core.noop}}";
    }

    private static Kept kept(String name, String file) {
        Rule sample = Samples.rule(Samples.json("{}"));
        Rule named = new Rule(
                sample.id(),
                name,
                "default",
                null,
                true,
                sample.type(),
                sample.triggerRef(),
                sample.trigger(),
                List.of(),
                sample.action(),
                sample.context(),
                sample.tags(),
                "");
        return new Kept(named, file);
    }
}
