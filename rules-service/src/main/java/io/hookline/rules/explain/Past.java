package io.hookline.rules.explain;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far to look back: {@code 90s}, {@code 30m}, {@code 24h}, {@code 7d}. */
sealed interface Past {
    Duration LONGEST = Duration.ofDays(31);

    record Read(Duration duration) implements Past {}

    record Unreadable(String reason) implements Past {}

    static Past read(String text) {
        return duration(text)
                .<Past>map(duration -> duration.compareTo(LONGEST) > 0
                        ? new Unreadable("Parameter \"last\" must not be longer than " + LONGEST.toDays() + "d, got \""
                                + text + "\"")
                        : new Read(duration))
                .orElseGet(() ->
                        new Unreadable("Parameter \"last\" must be a whole number and s, m, h or d, such as 24h, got \""
                                + text + "\""));
    }

    private static Optional<Duration> duration(String text) {
        Matcher found = Pattern.compile("([1-9][0-9]{0,6})([smhd])").matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        return Optional.of(
                switch (found.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
