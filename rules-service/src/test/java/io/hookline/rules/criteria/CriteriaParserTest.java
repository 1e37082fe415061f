package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import org.junit.jupiter.api.Test;

class CriteriaParserTest {
    private static final int OTHERS = 25_000;

    private final CriteriaParser parser = new CriteriaParser(new Templates(TemplateConfig.standard()));

    @Test
    void aCriterionThatManyRulesShareStaysOneObjectHoweverManyOthersThereAre() {
        Criterion shared = parser.parse(rule(-1)).getFirst();

        for (int i = 0; i < OTHERS; i++) {
            Criterion again = parser.parse(rule(i)).getFirst();

            assertThat(again).isSameAs(shared);
        }
    }

    private static ObjectNode rule(int number) {
        ObjectNode criteria = Json.object();
        criteria.putObject("trigger.event").put("type", "equals").put("pattern", "push");
        criteria.putObject("trigger.number").put("type", "equals").put("pattern", number);
        return criteria;
    }
}
