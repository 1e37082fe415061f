package io.hookline.rules.criteria;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a moment in the spellings that {@code timediff_lt} and {@code timediff_gt} take (spec: rules-and-criteria, 6.5), and date timers: ISO 8601 in all
 * its usual forms, and dates with a month in words.
 */
public final class DateText {
    private static final int MAX_LENGTH = 64;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final String ZONE = " ?(?<zone>Z|z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?";
    private static final Pattern ISO =
            Pattern.compile("(?<year>\\d{4})(?<dash>-?)(?<month>\\d\\d)\\k<dash>(?<day>\\d\\d)"
                    + "(?:[Tt ]?(?<hour>\\d\\d):?(?<minute>\\d\\d)(?::?(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9})\\d*)?)?)?"
                    + ZONE);
    private static final Pattern WORDS = Pattern.compile("(?:[A-Za-z]{3,9},? )?"
            + "(?:(?<month>[A-Za-z]{3,9})\\.? (?<day>\\d{1,2})|(?<day2>\\d{1,2})[ -](?<month2>[A-Za-z]{3,9})\\.?),?[ -](?<year>\\d{4})"
            + "(?:,? (?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.(?<fraction>\\d{1,9})\\d*)?)?)?"
            + ZONE);

    private DateText() {}

    /** Without a zone it is UTC. */
    static Optional<Instant> read(String text) {
        return read(text, ZoneOffset.UTC);
    }

    /**
     * @param zone of a text that names none
     */
    public static Optional<Instant> read(String text, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Matcher iso = ISO.matcher(trimmed);
            if (iso.matches()) {
                return Optional.of(moment(iso, number(iso, "month"), number(iso, "day"), zone));
            }
            Matcher words = WORDS.matcher(trimmed);
            if (words.matches()) {
                boolean monthFirst = words.group("month") != null;
                int month = month(words.group(monthFirst ? "month" : "month2"));
                return Optional.of(moment(words, month, number(words, monthFirst ? "day" : "day2"), zone));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant moment(Matcher found, int month, int day, ZoneId zone) {
        LocalDate date = LocalDate.of(number(found, "year"), month, day);
        LocalTime time = LocalTime.of(
                number(found, "hour"),
                number(found, "minute"),
                number(found, "second"),
                nanos(found.group("fraction")));
        return date.atTime(time).atZone(zone(found.group("zone"), zone)).toInstant();
    }

    private static int number(Matcher found, String group) {
        String digits = found.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static int month(String name) {
        return 1 + MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    }

    private static ZoneId zone(@Nullable String written, ZoneId otherwise) {
        if (written == null) {
            return otherwise;
        }
        return Character.isLetter(written.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(written);
    }
}
