package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.expressions.template.Cast.Outcome.Done;
import io.hookline.expressions.template.Cast.Outcome.Impossible;
import io.hookline.expressions.template.ParameterOrder.Circle;
import io.hookline.expressions.template.ParameterOrder.Ordered;
import io.hookline.expressions.template.ParameterOrder.Unsatisfied;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Templates templates = new Templates(TemplateConfig.standard());

    private Value render(Object value) {
        return ParameterValues.render(value, Map.of("n", 5L, "q", "say \"hi\"\n", "l", List.of("a")), templates);
    }

    @Test
    void aBareNameKeepsItsTypeWithinAList() {
        assertThat(render(List.of("{{n}}", "{{ n }}", "x{{n}}", 1L)))
                .isEqualTo(new Evaluated(List.of(5L, "5", "x5", 1L)));
        assertThat(render(Map.of("a", Map.of("{{ n }}", "{{l}}"))))
                .isEqualTo(new Evaluated(Map.of("a", Map.of("5", List.of("a")))));
    }

    @Test
    void quotesAndLineBreaksDoNotBreakAnObject() {
        assertThat(render(Map.of("a", "{{ q }}"))).isEqualTo(new Evaluated(Map.of("a", "say \"hi\"\n")));
        assertThat(render(Map.of("a", "{{ q | json_escape }}"))).isEqualTo(new Evaluated(Map.of("a", "say \"hi\"\n")));
        assertThat(render(Map.of("a", "{{ nope.x | default(\"d\") }}"))).isInstanceOf(Refused.class);
    }

    @Test
    void theLastLineBreakIsDroppedFromTextButNotFromLeaves() {
        assertThat(render("{{ n }}\n")).isEqualTo(new Evaluated("5"));
        assertThat(render(List.of("{{ n }}\n"))).isEqualTo(new Evaluated(List.of("5\n")));
    }

    @Test
    void whatCanNotBeReadStaysAsItStands() {
        assertThat(render("{{ unclosed")).isEqualTo(new Evaluated("{{ unclosed"));
        assertThat(render(List.of("{{ n }}", "{{ unclosed")))
                .isEqualTo(new Evaluated(List.of("{{ n }}", "{{ unclosed")));
        assertThat(render("{# n #}")).isEqualTo(new Evaluated("{# n #}"));
    }

    @Test
    void parametersComeAfterThoseTheyName() {
        var parameters =
                new TreeMap<String, Object>(Map.of("a", "{{ b }}", "b", List.of("{{ trigger.x ~ c }}"), "c", 1L));

        assertThat(ParameterOrder.of(parameters, Set.of("trigger"), templates))
                .isEqualTo(new Ordered(List.of("c", "b", "a")));
    }

    @Test
    void circlesAndUnknownNamesAreTold() {
        var circle = ParameterOrder.of(Map.of("a", "{{ b }}", "b", "{{ a }}", "c", "{{ a }}"), Set.of(), templates);
        var unknown = ParameterOrder.of(Map.of("a", "{{ nope | default(1) }}"), Set.of(), templates);

        assertThat(circle).isEqualTo(new Circle(List.of("a", "b")));
        assertThat(((Circle) circle).message())
                .isEqualTo(
                        "Cyclic dependency found in the following variables: a, b. Likely the variable is referencing itself");
        assertThat(ParameterOrder.of(Map.of("a", "{{ a }}"), Set.of("a"), templates))
                .isEqualTo(new Circle(List.of("a")));
        assertThat(((Unsatisfied) unknown).message()).isEqualTo("Dependency unsatisfied in variable \"nope\"");
    }

    @Test
    void castsSpeakPython() {
        assertThat(Cast.STRING.cast(1L))
                .isEqualTo(new Impossible("Value \"1\" must either be a string or None. Got \"int\"."));
        assertThat(Cast.INTEGER.cast("abc")).isEqualTo(new Impossible("invalid literal for int() with base 10: 'abc'"));
        assertThat(Cast.NUMBER.cast("abc")).isEqualTo(new Impossible("could not convert string to float: 'abc'"));
        assertThat(Cast.INTEGER.cast(" +1_000 ")).isEqualTo(new Done(1000L));
        assertThat(Cast.INTEGER.cast(StackStormFilters.NONE)).isEqualTo(new Done(null));
        assertThat(Cast.INTEGER.cast("--1")).isEqualTo(new Impossible("invalid literal for int() with base 10: '--1'"));
        assertThat(Cast.INTEGER.cast("\ud835\udfd9")).isEqualTo(new Done(1L));
        assertThat(Cast.NUMBER.cast(5L)).isEqualTo(new Done(5.0));
        assertThat(Cast.NUMBER.cast("٣.٥")).isEqualTo(new Done(3.5));
        assertThat(Cast.BOOLEAN.cast("true # yes")).isEqualTo(new Done(true));
        assertThat(Cast.BOOLEAN.cast("TRUE")).isEqualTo(new Done(true));
        assertThat(Cast.BOOLEAN.cast("")).isInstanceOf(Impossible.class);
        assertThat(Cast.OBJECT.cast("{'a': (1, None)}")).isInstanceOf(Done.class);
        assertThat(Cast.ARRAY.cast("9".repeat(100_000))).isInstanceOf(Impossible.class);
        assertThat(Cast.to("null")).isEmpty();
    }
}
