package io.hookline.rules.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The texts that a regular expression stands for, if they are few: {@code ^refs/heads/(main|dev)$}, {@code fix(es)? #[12]}. They are looked for
 * instead of running the expression, which costs a hundred times as much, and an index finds the expression by them.
 *
 * @param start whether they are looked for at the start of the text only
 * @param end whether they are looked for at its end only; a line break may follow
 */
record FewTexts(List<String> texts, boolean start, boolean end) {
    private static final int MOST = 16;
    private static final String SPECIAL = ".^$*+?{}[]\\|()";

    FewTexts {
        texts = List.copyOf(texts);
    }

    /**
     * @param source a regular expression that Python takes, without flags that come from outside of it, save dot-all
     * @return empty if they are too many, or in doubt
     */
    static Optional<FewTexts> of(String source) {
        boolean start = source.startsWith("^");
        boolean end = source.endsWith("$") && !source.endsWith("\\$");
        String inner = source.substring(start ? 1 : 0, source.length() - (end ? 1 : 0));
        var reading = new Reading(inner);
        Optional<List<String>> texts = reading.alternatives().filter(read -> reading.isAtEnd());
        // An anchor binds closer than a bar: ^a|b.
        return texts.filter(read -> !reading.hasOuterBar || !start && !end)
                .map(read -> new FewTexts(read.stream().distinct().toList(), start, end));
    }

    /** Found anywhere in the text? */
    boolean search(String text) {
        for (String one : texts) {
            if (end ? isLast(one, text) : start ? text.startsWith(one) : text.contains(one)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLast(String one, String text) {
        return isEnd(one, text, text.length()) || text.endsWith("\n") && isEnd(one, text, text.length() - 1);
    }

    private boolean isEnd(String one, String text, int length) {
        int from = length - one.length();
        return (start ? from == 0 : from >= 0) && text.startsWith(one, from);
    }

    /** The same, with matches looked for at the start of the text only. */
    FewTexts fromStart() {
        return new FewTexts(texts, true, end);
    }

    /** What the values have that it is found in. */
    Sought sought() {
        if (start && end) {
            return new Sought.OneOf(texts.stream()
                    .flatMap(FewTexts::ended)
                    .map(Object.class::cast)
                    .distinct()
                    .toList());
        }
        if (texts.contains("")) {
            return new Sought.Anything();
        }
        if (end) {
            return new Sought.AnyOf(texts.stream()
                    .flatMap(FewTexts::ended)
                    .<Sought>map(Sought.Ending::new)
                    .toList());
        }
        return new Sought.AnyOf(texts.stream()
                .<Sought>map(start ? Sought.Starting::new : Sought.Holding::new)
                .toList());
    }

    private static Stream<String> ended(String text) {
        return Stream.of(text, text + "\n");
    }

    /** One expression being read. */
    private static final class Reading {
        private final String source;
        private int at;
        private int depth;
        private boolean hasOuterBar;

        Reading(String source) {
            this.source = source;
        }

        boolean isAtEnd() {
            return at == source.length();
        }

        Optional<List<String>> alternatives() {
            List<String> all = new ArrayList<>();
            while (true) {
                Optional<List<String>> one = sequence();
                if (one.isEmpty() || all.size() + one.get().size() > MOST) {
                    return Optional.empty();
                }
                all.addAll(one.get());
                if (!source.startsWith("|", at)) {
                    return Optional.of(all);
                }
                hasOuterBar |= depth == 0;
                at++;
            }
        }

        private Optional<List<String>> sequence() {
            List<String> texts = List.of("");
            while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
                Optional<List<String>> next = optional(item());
                if (next.isEmpty() || texts.size() * next.get().size() > MOST) {
                    return Optional.empty();
                }
                List<String> ends = next.get();
                texts = texts.stream()
                        .flatMap(text -> ends.stream().map(text::concat))
                        .toList();
            }
            return Optional.of(texts);
        }

        private Optional<List<String>> item() {
            char c = source.charAt(at++);
            return switch (c) {
                case '(' -> group();
                case '[' -> set();
                case '\\' ->
                    at < source.length() && isPunctuation(source.charAt(at))
                            ? one(source.charAt(at++))
                            : Optional.empty();
                default -> isPlain(c) ? one(c) : Optional.empty();
            };
        }

        private Optional<List<String>> group() {
            if (source.startsWith("?:", at)) {
                at += 2;
            }
            depth++;
            Optional<List<String>> inside = alternatives().filter(texts -> source.startsWith(")", at));
            depth--;
            at++;
            return inside;
        }

        private Optional<List<String>> set() {
            List<String> members = new ArrayList<>();
            while (at < source.length() && source.charAt(at) != ']') {
                char c = source.charAt(at++);
                if (!isPlain(c) || "-&~".indexOf(c) >= 0) {
                    return Optional.empty();
                }
                members.add(String.valueOf(c));
            }
            at++;
            return members.isEmpty() ? Optional.empty() : Optional.of(members);
        }

        private Optional<List<String>> optional(Optional<List<String>> item) {
            if (!source.startsWith("?", at)) {
                return item;
            }
            at++;
            // More behind it, as in a?? and a?+, is not asked for here.
            return source.startsWith("?", at) || source.startsWith("+", at)
                    ? Optional.empty()
                    : item.map(texts ->
                            Stream.concat(texts.stream(), Stream.of("")).toList());
        }

        private static Optional<List<String>> one(char c) {
            return Optional.of(List.of(String.valueOf(c)));
        }

        // Halves of a character mean something else to an engine that reads whole ones.
        private static boolean isPlain(char c) {
            return SPECIAL.indexOf(c) < 0 && !Character.isSurrogate(c);
        }

        private static boolean isPunctuation(char c) {
            return c < 0x80 && !Character.isLetterOrDigit(c);
        }
    }
}
