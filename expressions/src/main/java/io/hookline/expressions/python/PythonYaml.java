package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML 1.1 as PyYAML's {@code safe_load} reads it. Only the syntax is SnakeYAML's; what a word means is decided here, by PyYAML's rules.
 * Times stay text.
 */
public final class PythonYaml {
    private static final int LONGEST = 1_000_000;
    /** In a text that a template reads. */
    private static final int MOST_ALIASES = 20;
    /** In a file: real packs merge some thirty parameters into another. What they repeat is bounded by {@link Bounded}. */
    private static final int MOST_ALIASES_OF_A_FILE = 1_000;

    private static final int DEEPEST = 50;

    private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern REAL =
            Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                    + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])++\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern WHOLE = Pattern.compile(
            "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])++");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?");

    private final Map<Node, @Nullable Object> known = new IdentityHashMap<>();
    private final Meter meter;
    private final int mostAliases;

    /** How often collections that were met before may be used again, counted down. */
    private int aliases;

    /** Of the node met last: where it goes wrong, if it does. */
    private int line = 1;

    private PythonYaml(Meter meter, int mostAliases) {
        this.meter = meter;
        this.mostAliases = mostAliases;
        this.aliases = mostAliases;
    }

    /**
     * @throws PythonError if the text is not YAML, holds more than one document, or asks for anything but plain values
     */
    public static @Nullable Object read(String text, Meter meter) {
        if (text.length() > LONGEST) {
            throw PythonError.limit("YAML is longer than " + LONGEST + " characters");
        }
        try {
            Node root = composed(text, MOST_ALIASES);
            return root == null ? null : new PythonYaml(meter, MOST_ALIASES).value(root, 0);
        } catch (YAMLException e) {
            throw PythonError.value("not YAML: " + e.getMessage());
        }
    }

    /** A whole file as JSON, with the lines of its parts; what is wrong is told with its line, without a piece of the text. */
    public static YamlDocument document(String text) {
        if (text.length() > LONGEST) {
            return new YamlDocument.Unreadable(1, "YAML is longer than " + LONGEST + " characters");
        }
        var reading = new PythonYaml(new Bounded(), MOST_ALIASES_OF_A_FILE);
        try {
            Node root = composed(text, MOST_ALIASES_OF_A_FILE);
            if (root == null) {
                return new YamlDocument.Read(JsonNodeFactory.instance.nullNode(), Map.of());
            }
            Object value = reading.value(root, 0);
            return new YamlDocument.Read(
                    PythonValues.json(PythonValues.plain(value, new Bounded())), YamlLines.of(root));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            return new YamlDocument.Unreadable(line, "not YAML: " + context + e.getProblem());
        } catch (ReaderException e) {
            int line = 1
                    + Math.toIntExact(text.codePoints()
                            .limit(e.getPosition())
                            .filter(character -> character == '\n')
                            .count());
            return new YamlDocument.Unreadable(
                    line, "not YAML: the character 0x" + Integer.toHexString(e.getCodePoint()) + " is not allowed");
        } catch (YAMLException e) {
            return new YamlDocument.Unreadable(1, "not YAML: it is nested too deeply or uses too many aliases");
        } catch (PythonError e) {
            return new YamlDocument.Unreadable(reading.line, e.getMessage());
        }
    }

    private static @Nullable Node composed(String text, int mostAliases) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(mostAliases);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    }

    private @Nullable Object value(Node node, int depth) {
        if (depth > DEEPEST) {
            throw PythonError.limit("YAML is nested too deeply");
        }
        meter.items(1);
        line = YamlLines.line(node);
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (known.containsKey(node)) {
            if (--aliases < 0) {
                throw PythonError.limit("YAML uses more than " + mostAliases + " aliases");
            }
            return known.get(node);
        }
        Object made =
                node instanceof SequenceNode sequence ? items(sequence, depth) : mapping((MappingNode) node, depth);
        known.put(node, made);
        return made;
    }

    private List<@Nullable Object> items(SequenceNode node, int depth) {
        checkTag(node, Tag.SEQ);
        List<@Nullable Object> items = new ArrayList<>();
        node.getValue().forEach(item -> items.add(value(item, depth + 1)));
        return items;
    }

    private Map<Object, @Nullable Object> mapping(MappingNode node, int depth) {
        checkTag(node, Tag.MAP);
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>();
        Map<Object, @Nullable Object> own = new LinkedHashMap<>();
        for (NodeTuple pair : node.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key
                    && key.isPlain()
                    && key.getValue().equals("<<")) {
                merge(value(pair.getValueNode(), depth + 1), merged);
                continue;
            }
            Object key = value(pair.getKeyNode(), depth + 1);
            PythonValues.checkHashable(key);
            own.put(PythonValues.keyIn(own, key), value(pair.getValueNode(), depth + 1));
        }
        merged.putAll(own);
        return merged;
    }

    private void merge(@Nullable Object source, Map<Object, @Nullable Object> merged) {
        List<?> sources = source instanceof List<?> list ? list : java.util.Arrays.asList(source);
        for (Object each : sources) {
            if (!(each instanceof Map<?, ?> map)) {
                throw PythonError.value("not YAML: expected a mapping or list of mappings for merging");
            }
            meter.items(map.size());
            map.forEach(merged::putIfAbsent);
        }
    }

    private static void checkTag(Node node, Tag expected) {
        if (!node.getTag().equals(expected)) {
            throw PythonError.value("could not determine a constructor for the tag " + node.getTag());
        }
    }

    private static @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        String tag = node.getTag().getValue();
        if (node.isPlain() && tag.startsWith(Tag.PREFIX) && !isTagWritten(node)) {
            return plain(text);
        }
        return switch (tag) {
            case "tag:yaml.org,2002:str", "!" -> text;
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> plain(text);
            default -> throw PythonError.value("could not determine a constructor for the tag " + node.getTag());
        };
    }

    /** True for {@code !!str 5}: the tag says otherwise than the text alone would. */
    private static boolean isTagWritten(ScalarNode node) {
        return node.getTag().equals(Tag.STR)
                && node.getStartMark() != null
                && node.getStartMark().getBuffer() != null
                && node.getStartMark().getPointer() < node.getStartMark().getBuffer().length
                && node.getStartMark().getBuffer()[node.getStartMark().getPointer()] == '!';
    }

    private static @Nullable Object plain(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        }
        if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
            return TRUE.matcher(text).matches();
        }
        if (WHOLE.matcher(text).matches()) {
            return whole(text.replace("_", ""));
        }
        return REAL.matcher(text).matches()
                ? (Object) real(text.replace("_", "").toLowerCase(java.util.Locale.ROOT))
                : text;
    }

    /** True if a plain word would not be read as text. */
    static boolean isSpecial(String text) {
        return !(plain(text) instanceof String)
                || TIME.matcher(text).matches()
                || text.equals("<<")
                || text.equals("=");
    }

    private static Object whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        Object number;
        if (digits.equals("0")) {
            number = 0L;
        } else if (digits.startsWith("0b") || digits.startsWith("0x")) {
            number = PythonNumber.integer(digits, 0);
        } else if (digits.startsWith("0")) {
            number = PythonNumber.integer(digits, 8);
        } else {
            number = 0L;
            for (String part : digits.split(":")) {
                number = PythonNumber.arithmetic(
                        "+", PythonNumber.arithmetic("*", number, 60L), PythonNumber.integer(part, 10));
            }
        }
        return negative ? PythonNumber.negate(number) : number;
    }

    private static double real(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        double number;
        if (digits.equals(".inf")) {
            number = Double.POSITIVE_INFINITY;
        } else if (digits.equals(".nan")) {
            number = Double.NaN;
        } else {
            number = 0;
            for (String part : digits.split(":")) {
                number = number * 60 + PythonNumber.real(part);
            }
        }
        return negative ? -number : number;
    }

    /** What aliases repeat is written out in JSON, so that it can be much more than the text. */
    private static final class Bounded implements Meter {
        private static final int MOST_ITEMS = 100_000;

        private long items;

        @Override
        public void steps(long count) {}

        @Override
        public void characters(long count) {}

        @Override
        public void items(long count) {
            items += count;
            if (items > MOST_ITEMS) {
                throw PythonError.limit("YAML holds more than " + MOST_ITEMS + " values");
            }
        }
    }

    /**
     * As {@code yaml.safe_dump(value, default_flow_style=False)}.
     *
     * @param indent 2 unless it lies between 2 and 9
     */
    public static String write(@Nullable Object value, int indent, boolean unicode, Meter meter) {
        return new YamlWriter(indent > 1 && indent < 10 ? indent : 2, unicode, meter).write(value);
    }
}
