package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates that want too much are stopped by counting, whatever they want too much of. */
class LimitsTest {
    private static final String DOUBLED =
            "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}";
    private static final String IN_ITSELF = "{% set l = [] %}{% set q = l.append(l) %}";

    private final Templates templates = new Templates(TemplateConfig.standard());

    static Stream<String> hostile() {
        return Stream.of(
                "{% for a in range(1000) %}{% for b in range(1000) %}x{% endfor %}{% endfor %}",
                "{% for x in l %}{% for x in l %}{% for x in l %}x{% endfor %}{% endfor %}{% endfor %}",
                "{% set m = [1] %}{% for x in m %}{% set q = m.append(x) %}{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% macro a(n) %}{% if n %}{{ a(n-1) ~ a(n-1) }}{% endif %}{% endmacro %}{{ a(60) }}",
                "{{ range(10000000000) }}",
                "{{ 'a' * 1000000000 }}",
                "{{ [1] * 1000000000 }}",
                "{% set ns = namespace(t='ab') %}{% for i in range(100) %}{% set ns.t = ns.t + ns.t %}{% endfor %}",
                "{% set ns = namespace(t='a') %}{% for i in range(30) %}{% set ns.t = ns.t.replace('', 'aaaaaaaaa') %}{% endfor %}",
                "{{ l | join(s) }}",
                "{{ (s * 90) | upper }}",
                "{{ s * 20 }}",
                "{{ 2 ** 10000000 }}",
                "{{ 99999 ** 99999 }}",
                "{{ 10 ** 4400 }}",
                "{{ '%1000000000d' % 1 }}",
                "{{ '%*d' % (1000000000, 1) }}",
                "{{ '%.1000000000f' % 1 }}",
                "{{ '{:1000000000}'.format(1) }}",
                "{{ 'a' | center(1000000000) }}",
                "{{ 'a' | indent(1000000000) }}",
                "{{ 'a'.zfill(1000000000) }}",
                "{{ 'a\\tb'.expandtabs(1000000000) }}",
                "{{ [1] | batch(1000000000, 'x') }}",
                "{{ [1] | slice(1000000000) }}",
                "{{ [1] | tojson(indent=1000000000) }}",
                "{{ [1] | to_json_string(indent=1000000000) }}",
                DOUBLED + "{{ ns.l }}",
                DOUBLED + "{{ ns.l | tojson }}",
                DOUBLED + "{{ ns.l | to_yaml_string }}",
                DOUBLED
                        + "{% set o = namespace(l=[1]) %}{% for i in range(40) %}{% set o.l = [o.l, o.l] %}{% endfor %}{{ ns.l == o.l }}",
                IN_ITSELF + "{{ l }}",
                IN_ITSELF + "{{ l | to_json_string }}",
                IN_ITSELF + "{{ l | to_yaml_string }}",
                "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
                "{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}",
                "{{ " + "not ".repeat(10_000) + "1 }}",
                "{{ " + "-".repeat(20_000) + "1 }}",
                "{{ 1" + "|abs".repeat(16_000) + " }}",
                "{{ 1" + "+1".repeat(20_000) + " }}",
                "{{ a" + ".b".repeat(20_000) + " }}",
                "{{ " + "1 if 1 else ".repeat(5_000) + "1 }}",
                "{% if 1 %}".repeat(5_000) + "{% endif %}".repeat(5_000),
                "x".repeat(70_000) + "{{ 1 }}",
                "{{ ('x' * 40 ~ 'b') | regex_search('(x+)+\\\\1$') }}",
                "{{ s | regex_search('^(x|y)*(?=z)') }}",
                "{% for i in range(100000) %}{% if 'zz' in s %}{% endif %}{% endfor %}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTemplateIsStopped(String template) {
        assertThat(templates.read(template).render(context()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.LIMIT));
    }

    static Stream<String> costly() {
        return Stream.of(
                "{{ s | wordwrap(1) | length }}",
                "{{ ('<' * 65000) | striptags | length }}",
                "{{ ('<!--' * 25000) | striptags | length }}",
                "{{ ('a ' * 50000) | title | length }}",
                "{{ s | urlize | length }}",
                "{{ ('a@' ~ 'b.' * 50000) | urlize | length }}",
                "{{ s | regex_replace('(.*x){12}$', 'y') }}",
                "{{ s.split('x') | length }}",
                "{{ ('9' * 5000) | int }}",
                "{{ ('1_' * 50000 ~ 1) | float }}",
                "{{ '" + "\\\\".repeat(30_000) + "' }}",
                "{{ s | list | reverse | sort | length }}");
    }

    @ParameterizedTest
    @MethodSource("costly")
    void longTextsCostInProportion(String template) {
        assertThat(templates.read(template).render(context())).isInstanceOf(Rendering.Rendered.class);
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("s", "x".repeat(100_000));
        context.put("l", Collections.nCopies(1_000, "ab"));
        return context;
    }

    @Test
    void whatIsGivenCanNotBeChanged() {
        var given = Map.of("l", Collections.unmodifiableList(new java.util.ArrayList<>(java.util.List.of(1L))));

        assertThat(templates.read("{{ l.append(2) }}").render(given)).isInstanceOf(Refused.class);
    }

    @Test
    void yamlIsBounded() {
        var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'i'; c++) {
            String last = "*" + (char) (c - 1);
            bomb.append("%c: &%c [%s]\n".formatted(c, c, String.join(",", Collections.nCopies(9, last))));
        }

        var rendering = templates.read("{{ t | from_yaml_string }}").render(Map.of("t", bomb.toString()));

        assertThat(rendering).isInstanceOf(Refused.class);
        assertThat(templates.read("{{ t | from_yaml_string }}").render(Map.of("t", "[".repeat(10_000))))
                .isInstanceOf(Refused.class);
    }
}
