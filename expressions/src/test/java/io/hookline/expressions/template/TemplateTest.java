package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Map<String, String> KEYS = Map.of("port", "8080", "a.b", "dotted", "number", "5");

    private final Templates templates = new Templates(TemplateConfig.standard());

    private Rendering render(String template) {
        return templates.read(template).render(context());
    }

    private static Map<String, Object> context() {
        Map<String, Object> body = new HashMap<>();
        body.put("n", 5L);
        body.put("s", "main");
        body.put("digits", "42");
        body.put("nothing", null);
        body.put("flag", true);
        body.put("list", List.of(1L, "a"));
        body.put("items", "mine");
        return Map.of(
                "trigger",
                Map.of("body", body, "headers", Map.of("X-Y", "h")),
                "st2kv",
                Datastore.ofSystem(key -> Optional.ofNullable(KEYS.get(key)), text -> Optional.empty()));
    }

    @Test
    void aKeyWinsOverTheMethodOfItsNameUnlessItIsCalled() {
        assertThat(render("{{ trigger.body.items }}")).isEqualTo(new Rendered("mine"));
        assertThat(render("{{ trigger.headers.items() | list }}")).isEqualTo(new Rendered("[('X-Y', 'h')]"));
    }

    @Test
    void whatAnAuthorHasToKnowIsInTheMessage() {
        assertThat(render("{{ trigger.body.nope }}"))
                .isEqualTo(new Refused(Reason.UNDEFINED, "'dict object' has no attribute 'nope'"));
        assertThat(render("{{ nope }}")).isEqualTo(new Refused(Reason.UNDEFINED, "'nope' is undefined"));
        assertThat(render("{{ trigger.body.s + 1 }}"))
                .isEqualTo(new Refused(Reason.TYPE, "can only concatenate str (not \"int\") to str"));
        assertThat(render("{{ 1 / 0 }}")).isEqualTo(new Refused(Reason.VALUE, "division by zero"));
    }

    @Test
    void nothingOfTheHostLanguageIsInReach() {
        for (String template : List.of(
                "{{ trigger.__class__ }}",
                "{{ ''.__class__.__mro__ }}",
                "{{ trigger['__class__'] }}",
                "{{ trigger.getClass() }}",
                "{{ trigger.entrySet() }}",
                "{{ 's'.isBlank() }}",
                "{{ [1].stream() }}",
                "{{ trigger | attr('__init__') }}",
                "{{ '{0.__class__}'.format(trigger) }}",
                "{{ st2kv.system.port.lookup() }}",
                "{% include 'x' %}",
                "{% import 'x' as y %}")) {
            assertThat(render(template)).as(template).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aDatastoreKeyIsText() {
        assertThat(render("{{ st2kv.system.port }}")).isEqualTo(new Rendered("8080"));
        assertThat(render("{{ st2kv.system.a.b }}{{ st2kv.system['a.b'] }}")).isEqualTo(new Rendered("dotteddotted"));
        assertThat(render("[{{ st2kv.system.nope }}]")).isEqualTo(new Rendered("[]"));
        assertThat(render("{{ st2kv.system.nope | default('d', true) }}")).isEqualTo(new Rendered("d"));
        assertThat(render("{{ st2kv.system.port | length }}")).isEqualTo(new Rendered("4"));
        assertThat(render("{{ st2kv.system.port + '!' }}")).isEqualTo(new Rendered("8080!"));
        assertThat(render("{{ st2kv.system.port == '8080' }}")).isEqualTo(new Rendered("True"));
        assertThat(render("{{ st2kv.system.port.startswith('80') }}")).isEqualTo(new Rendered("True"));
        assertThat(render("{{ st2kv.user.port }}")).isInstanceOf(Refused.class);
    }

    @Test
    void theNamesItExpectsAreThoseItDoesNotSetItself() {
        assertThat(templates
                        .read("{{ a }}{% set b = c.d %}{{ b }}{{ range(e) }}")
                        .names())
                .containsExactlyInAnyOrder("a", "c", "e");
        assertThat(templates
                        .read("{% for x in l if x > y %}{{ x ~ loop.index }}{% endfor %}{{ x }}")
                        .names())
                .containsExactlyInAnyOrder("l", "y", "x");
        assertThat(templates.read("{% if a %}{% set b = 1 %}{% endif %}{{ b }}").names())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(templates
                        .read("{% macro m(p, q=r) %}{{ p ~ s ~ varargs }}{% endmacro %}{{ m(1) }}")
                        .names())
                .containsExactlyInAnyOrder("r", "s");
        assertThat(templates.read("{{ nope | default('x') }}").names()).isEqualTo(Set.of("nope"));
    }

    @Test
    void aFaultIsToldApartFromAFailure() {
        assertThat(templates.read("{{ unclosed").fault()).isPresent();
        assertThat(templates.read("{{ }}").fault()).isPresent();
        assertThat(templates.read("{{ x | nosuchfilter }}").fault()).contains("No filter named 'nosuchfilter'.");
        assertThat(templates.read("{% if x %}{{ x | nosuchfilter }}{% endif %}").fault())
                .isEmpty();
        assertThat(templates.read("{{ 1 / 0 }}").fault()).isEmpty();
        assertThat(templates.read("x".repeat(100_000) + "{{ 1 }}").fault()).isEmpty();
    }

    static Stream<Arguments> patterns() {
        return Stream.of(
                value("{{ trigger.body.n }}", 5L),
                value("{{ trigger.body.n + 1 }}", 6L),
                value(" {{ trigger.body.n }} ", 5L),
                value("{{ trigger.body.digits }}", "42"),
                value("{{ trigger.body.nothing }}", null),
                value("{{ trigger.body.flag }}", true),
                value("{{ trigger.body.n == 5 }}", "True"),
                value("{{ not trigger.body.flag }}", "False"),
                value("{{ trigger.body.list }}", Arrays.asList(1L, "a")),
                value("{{ (1, 2) }}", List.of(1L, 2L)),
                value("pre-{{ trigger.body.s }}", "pre-main"),
                value("x-{{ trigger.body.n }}", "x-5"),
                value("1{{ trigger.body.n }}", 15L),
                value("[{{ trigger.body.n }}, {{ trigger.body.s }}]", List.of(5L, "main")),
                value("{% if trigger.body.n > 3 %}5{% endif %}", "5"),
                value("{{ st2kv.system.port }}", "8080"),
                value("{{ st2kv.system.number | int }}", 5L),
                value("{{ trigger.body.nope | default('d') }}", "d"));
    }

    private static Arguments value(String template, @Nullable Object expected) {
        return Arguments.of(template, expected);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aCriteriaPatternIsAValue(String template, @Nullable Object expected) {
        assertThat(templates.read(template).value(context())).isEqualTo(new Evaluated(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ nope | dictsort }}", "{{ 5 | indent }}", "{{ [1] | wordwrap }}", "{{ {'a': 1} | indent(2) }}"
            })
    void aFilterThatPythonRefusesAValueToIsRefused(String template) {
        assertThat(templates.read(template).render(context())).isInstanceOf(Refused.class);
    }

    @Test
    void aCriteriaPatternThatFailsIsRefused() {
        assertThat(templates.read("{{ trigger.body.nope }}").value(context())).isInstanceOf(Refused.class);
        assertThat(templates.read("x{{ trigger.body.nope }}").value(context())).isInstanceOf(Refused.class);
        assertThat(templates.read("{{ trigger.body").value(context())).isInstanceOf(Refused.class);
        assertThat(Optional.of(templates.read("{{ a | nosuch }}").value(context())))
                .containsInstanceOf(Refused.class);
    }
}
