package io.hookline.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.expressions.path.InvalidPath;
import io.hookline.expressions.path.JsonPath;
import io.hookline.expressions.python.InvalidPattern;
import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonLiteral;
import io.hookline.expressions.python.PythonPattern;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.Rendering;
import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Jinja2, CPython's {@code re} and {@code ast}, jsonpath-ng and PyYAML answered to questions of our own. The answers are renewed by
 * {@code src/test/oracle/answer.py}; where a case says "otherwise", it says why ours differs.
 */
class OriginalsAnswersTest {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    static JsonNode file(String name) {
        try (InputStream content = Optional.ofNullable(
                        OriginalsAnswersTest.class.getResourceAsStream("/oracle/" + name))
                .orElseThrow()) {
            return JsonMapper.builder().build().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Arguments> cases(String name, String question) {
        JsonNode file = file(name);
        return StreamSupport.stream(file.get("cases").spliterator(), false)
                .map(each -> Arguments.of(each.get(question).toString(), each, file));
    }

    static Stream<Arguments> templates() {
        return cases("templates.json", "template");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void aTemplateRendersAsInJinja(String template, JsonNode each, JsonNode file) {
        Map<String, Object> context = new LinkedHashMap<>();
        file.get("context").properties().forEach(name -> context.put(name.getKey(), PythonValues.of(name.getValue())));

        Rendering rendering = TEMPLATES.read(each.get("template").asText()).render(context);

        if (each.has("expect")) {
            assertThat(rendering).isEqualTo(new Rendered(each.get("expect").asText()));
        } else {
            assertThat(rendering).isInstanceOf(Refused.class);
        }
    }

    static Stream<Arguments> patterns() {
        return cases("patterns.json", "pattern");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void aPatternAnswersAsInPython(String pattern, JsonNode each, JsonNode file) {
        String source = each.get("pattern").asText();
        if (each.has("error")) {
            assertThatThrownBy(() -> PythonPattern.read(source)).isInstanceOf(InvalidPattern.class);
            return;
        }
        PythonPattern read = PythonPattern.read(source);
        JsonNode expected = each.get("expect");
        for (int i = 0; i < file.get("texts").size(); i++) {
            String text = file.get("texts").get(i).asText();

            assertThat(read.search(text))
                    .as(text)
                    .isEqualTo(expected.get("search").get(i).asBoolean());
            assertThat(read.matchStart(text))
                    .as(text)
                    .isEqualTo(expected.get("match").get(i).asBoolean());
            if (!each.has("empty_differs")) {
                assertThat(PythonText.repr(read.findAll(text, Meter.FREE)))
                        .as(text)
                        .isEqualTo(expected.get("findall").get(i).asText());
                assertThat(read.replace(text, "<\\g<0>>", Meter.FREE))
                        .as(text)
                        .isEqualTo(expected.get("sub").get(i).asText());
            }
        }
    }

    static Stream<Arguments> paths() {
        return cases("paths.json", "path");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void aPathFindsWhatJsonpathFinds(String path, JsonNode each, JsonNode file) {
        if (each.has("error")) {
            assertThatThrownBy(() -> JsonPath.read(each.get("path").asText())).isInstanceOf(InvalidPath.class);
        } else {
            assertThat(JsonPath.read(each.get("path").asText()).all(PythonValues.of(file.get("root"))))
                    .isEqualTo(PythonValues.of(each.get("expect")));
        }
    }

    static Stream<Arguments> literals() {
        return cases("literals.json", "literal");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("literals")
    void aLiteralReadsAsInPython(String literal, JsonNode each, JsonNode file) {
        if (each.has("error")) {
            assertThatThrownBy(() -> PythonLiteral.read(each.get("literal").asText()))
                    .isInstanceOf(PythonError.class);
        } else {
            assertThat(PythonText.repr(PythonLiteral.read(each.get("literal").asText())))
                    .isEqualTo(each.get("expect").asText());
        }
    }

    static Stream<Arguments> yamlWritten() {
        return cases("yaml-written.json", "value");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("yamlWritten")
    void yamlIsWrittenAsPyYamlWritesIt(String value, JsonNode each, JsonNode file) {
        assertThat(PythonYaml.write(
                        PythonValues.of(each.get("value")),
                        0,
                        each.get("unicode").asBoolean(),
                        Meter.FREE))
                .isEqualTo(each.get("expect").asText());
    }

    static Stream<Arguments> yamlRead() {
        return cases("yaml-read.json", "yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("yamlRead")
    void yamlIsReadAsPyYamlReadsIt(String yaml, JsonNode each, JsonNode file) {
        if (each.has("error")) {
            assertThatThrownBy(() -> PythonYaml.read(each.get("yaml").asText(), Meter.FREE))
                    .isInstanceOf(PythonError.class);
        } else {
            assertThat(PythonText.repr(PythonYaml.read(each.get("yaml").asText(), Meter.FREE)))
                    .isEqualTo(each.get("expect").asText());
        }
    }
}
