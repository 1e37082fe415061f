package io.hookline.standalone.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scenarios that are not yet due, each with the issue that owes it and why, as {@code owed.txt} lists them. */
final class Owed {
    private static final String LIST = "/conformance/owed.txt";
    private static final Pattern LINE = Pattern.compile("(?<file>[\\w-]+)\\s+(?<issue>\\d+)\\s+(?<words>\\S.*)");

    private final Map<String, Debt> debts;

    private Owed(List<Debt> debts) {
        this.debts = debts.stream().collect(Collectors.toMap(Debt::file, Function.identity()));
    }

    static Owed read() {
        try (InputStream list = Objects.requireNonNull(Owed.class.getResourceAsStream(LIST), LIST)) {
            return new Owed(new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Owed::debt)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Debt> debt(Scenario scenario) {
        return Optional.ofNullable(debts.get(scenario.file()));
    }

    List<String> files() {
        return debts.keySet().stream().sorted().toList();
    }

    private static Debt debt(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no scenario, issue and reason: " + line);
        }
        return new Debt(parts.group("file"), Integer.parseInt(parts.group("issue")), parts.group("words"));
    }

    /** @param file  the scenario's file without its ending */
    record Debt(String file, int issue, String words) {
        @Override
        public String toString() {
            return "owed by issue " + issue + ": " + words;
        }
    }
}
