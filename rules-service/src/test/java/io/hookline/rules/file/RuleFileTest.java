package io.hookline.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.file.FileText.Content;
import io.hookline.rules.file.RuleFile.Faulty;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.trigger.BuiltInTriggerTypes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    private static final String GOOD = """
            ---
            name: "on_push"
            description: "Says what was pushed"
            enabled: true
            trigger:
              type: "core.st2.webhook"
              parameters:
                url: "push"
            criteria:
              trigger.body.ref:
                type: "equals"
                pattern: "main"
            action:
              ref: "core.echo"
              parameters:
                message: "{{ trigger.body.after }}"
            """;

    @Test
    void aFileOfAPackIsARuleAsStackStormReadsIt() {
        RuleFile file = only(new FileText("web/rules/on_push.yaml", Optional.of("web"), new Content.Text(GOOD)));

        var draft = ((Usable) file).draft();
        assertThat(draft.ref()).isEqualTo("web.on_push");
        assertThat(draft.enabled()).isTrue();
        assertThat(draft.triggerParameters().path("url").asText()).isEqualTo("push");
        assertThat(draft.action().at("/parameters/message").asText()).isEqualTo("{{ trigger.body.after }}");
        assertThat(draft.metadataFile()).isEqualTo("rules/on_push.yaml");
        assertThat(draft.context().path("user").asText()).isEqualTo("robot");
    }

    @ParameterizedTest
    @CsvSource({"'', default", "'pack: tools', tools"})
    void aPlainFileNamesItsPackOrIsOfThePackDefault(String line, String pack) {
        RuleFile file = only(plain(GOOD + line + "\n"));

        assertThat(file.ref()).contains(pack + ".on_push");
        assertThat(((Usable) file).draft().metadataFile()).isEqualTo("a.yaml");
    }

    @Test
    void aRuleThatDoesNotSayEnabledIsNot() {
        RuleFile file = only(plain(GOOD.replace("enabled: true\n", "")));

        assertThat(((Usable) file).draft().enabled()).isFalse();
    }

    @Test
    void aPackThatIsNotTheFoldersIsAFault() {
        RuleFile file = only(new FileText(
                "web/rules/a.yaml", Optional.of("web"), new Content.Text("pack: other\n" + GOOD.substring(4))));

        assertThat(file)
                .isEqualTo(new Faulty(
                        new FileFault(
                                "web/rules/a.yaml",
                                1,
                                "Model is in pack \"web\" but field \"pack\" is different: other"),
                        Optional.of("web.on_push")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "enabled: true | enabled: sure | 4 | 'sure' is not of type 'boolean'",
                "action: | act: | 13 | Additional properties are not allowed ('act' was unexpected)",
                "name: | # | 3 | 'name' is a required property",
                "ref: \"core.echo\" | run: core.echo | 14 | Additional properties are not allowed ('run' was unexpected)",
                "url: \"push\" | url: \"push | 11 | not YAML: while parsing a block mapping, expected <block end>",
                "url: \"push\" | url: [1 | 9 | not YAML: while parsing a flow sequence, expected ',' or ']', but got :",
                "url: \"push\" | url: !!python/object:os.system x | 8 | not YAML: Global tag is not allowed: tag:yaml.org,2002:python/object:os.system",
            })
    void whatIsWrongIsToldWithItsLine(String good, String bad, int line, String reason) {
        RuleFile file = only(plain(GOOD.replace(good, bad)));

        assertThat(file).isInstanceOf(Faulty.class);
        FileFault fault = ((Faulty) file).fault();
        assertThat(fault.reason()).startsWith(reason);
        assertThat(fault.line()).isEqualTo(line);
    }

    @Test
    void aFaultOfACriterionIsToldAtItsKey() {
        var file = (Usable) only(plain(GOOD.replace("type: \"equals\"", "type: \"nope\"")));

        List<FileFault> faults =
                DryCheck.of(List.of(file), BuiltInTriggerTypes.all()).faults();

        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().line()).isEqualTo(10);
        assertThat(faults.getFirst().reason()).startsWith("For field: trigger.body.ref, operator nope not in list");
    }

    @Test
    void filesOfTheSameRuleAreAllAtFaultAndNameEachOther() {
        List<RuleFile> files = RuleFile.all(
                List.of(
                        plain(GOOD),
                        new FileText("b.yaml", Optional.empty(), new Content.Text(GOOD)),
                        new FileText("c.yaml", Optional.empty(), new Content.Text(GOOD.replace("on_push", "other")))),
                "robot");

        assertThat(files.get(0)).isInstanceOf(Faulty.class);
        assertThat(((Faulty) files.get(0)).fault())
                .isEqualTo(new FileFault(
                        "a.yaml", 2, "Rule \"default.on_push\" stands in b.yaml too; give one of them another name"));
        assertThat(((Faulty) files.get(1)).fault().reason()).contains("a.yaml");
        assertThat(files.get(2)).isInstanceOf(Usable.class);
    }

    @Test
    void anAliasThatMultipliesIsRefused() {
        String many = "x: &a [" + "1, ".repeat(20_000) + "1]\n";
        RuleFile file = only(plain(many + "y: [*a, *a, *a, *a, *a, *a]\n"));

        assertThat(((Faulty) file).fault().reason()).contains("more than 100000 values");
    }

    private static FileText plain(String text) {
        return new FileText("a.yaml", Optional.empty(), new Content.Text(text));
    }

    private static RuleFile only(FileText text) {
        return RuleFile.all(List.of(text), "robot").getFirst();
    }
}
