package io.hookline.rules.timer;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one field of a cron timer admits, read from a list of expressions in APScheduler's grammar: {@code *}, {@code 5}, {@code 1-5},
 * all of them with a step ({@code *}{@code /5}); names of months and weekdays; for days also {@code last} and {@code 2nd fri}. Refusals
 * are in APScheduler's words.
 */
final class CronValues {
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> PLACES = List.of("1st", "2nd", "3rd", "4th", "5th");
    private static final String LAST = "last";

    private static final Pattern SEPARATOR = Pattern.compile(" *, *");
    private static final Pattern ALL = Pattern.compile("\\*(?:/(?<step>\\d+))?");
    private static final Pattern RANGE = Pattern.compile("(?<first>\\d+)(?:-(?<last>\\d+))?(?:/(?<step>\\d+))?");
    private static final Pattern NAMES = Pattern.compile("(?<first>[a-z]+)(?:-(?<last>[a-z]+))?");
    private static final Pattern WEEKDAY_OF_MONTH =
            Pattern.compile("(?<place>[1-5](?:st|nd|rd|th)|last) +(?<name>\\w+)");
    private static final int MOST_DIGITS = 9;

    private final CronField field;
    private final BitSet numbers = new BitSet();
    private final List<WeekdayOfMonth> weekdays = new ArrayList<>();
    private boolean lastDay;

    private CronValues(CronField field) {
        this.field = field;
    }

    static CronValues read(CronField field, String text) throws InvalidSchedule {
        var values = new CronValues(field);
        for (String expression : SEPARATOR.split(text.strip(), -1)) {
            values.add(expression, expression.toLowerCase(Locale.ROOT));
        }
        return values;
    }

    private void add(String written, String expression) throws InvalidSchedule {
        Matcher all = ALL.matcher(expression);
        Matcher range = RANGE.matcher(expression);
        Matcher names = NAMES.matcher(expression);
        Matcher weekday = WEEKDAY_OF_MONTH.matcher(expression);
        if (all.matches()) {
            addSteps(written, field.min(), field.max(), all.group("step"));
        } else if (range.matches()) {
            addRange(written, range);
        } else if (field == CronField.DAY && expression.equals(LAST)) {
            lastDay = true;
        } else if (field == CronField.DAY && weekday.matches()) {
            weekdays.add(weekdayOfMonth(written, weekday));
        } else if (field == CronField.MONTH && names.matches()) {
            addNames(written, names, MONTHS, "month");
        } else if (field == CronField.DAY_OF_WEEK && names.matches()) {
            addNames(written, names, WEEKDAYS, "weekday");
        } else {
            throw unrecognized(written);
        }
    }

    private void addRange(String written, Matcher range) throws InvalidSchedule {
        int first = number(range.group("first"));
        @Nullable String end = range.group("last");
        @Nullable String step = range.group("step");
        int last = end != null ? number(end) : step != null ? Math.max(first, field.max()) : first;
        addBounded(written, first, last, step);
    }

    private void addNames(String written, Matcher names, List<String> known, String kind) throws InvalidSchedule {
        int first = indexOf(names.group("first"), known, kind);
        int last = names.group("last") == null ? first : indexOf(names.group("last"), known, kind);
        addBounded(written, field.min() + first, field.min() + last, null);
    }

    private static int indexOf(String name, List<String> known, String kind) throws InvalidSchedule {
        int index = known.indexOf(name);
        if (index < 0) {
            throw new InvalidSchedule("Invalid " + kind + " name \"" + name + "\"");
        }
        return index;
    }

    private void addBounded(String written, int first, int last, @Nullable String step) throws InvalidSchedule {
        if (first > last) {
            throw new InvalidSchedule("The minimum value in a range must not be higher than the maximum");
        }
        if (first < field.min()) {
            throw outside(
                    written, "the first value (" + first + ") is lower than the minimum value (" + field.min() + ")");
        }
        if (last > field.max()) {
            throw outside(
                    written, "the last value (" + last + ") is higher than the maximum value (" + field.max() + ")");
        }
        addSteps(written, first, last, step);
    }

    private void addSteps(String written, int first, int last, @Nullable String given) throws InvalidSchedule {
        int step = given == null ? 1 : number(given);
        if (step == 0) {
            throw new InvalidSchedule("Increment must be higher than 0");
        }
        if (given != null && step > last - first) {
            throw outside(
                    written,
                    "the step value (" + step + ") is higher than the total range of the expression (" + (last - first)
                            + ")");
        }
        for (int number = first; number <= last; number += step) {
            numbers.set(number);
        }
    }

    private WeekdayOfMonth weekdayOfMonth(String written, Matcher found) throws InvalidSchedule {
        String place = found.group("place");
        int ordinal = place.equals(LAST) ? -1 : PLACES.indexOf(place) + 1;
        if (ordinal == 0) {
            throw unrecognized(written);
        }
        return new WeekdayOfMonth(ordinal, DayOfWeek.of(1 + indexOf(found.group("name"), WEEKDAYS, "weekday")));
    }

    private static int number(String digits) {
        return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private InvalidSchedule unrecognized(String written) {
        return new InvalidSchedule("Unrecognized expression \"" + written + "\" for field \"" + field.text() + "\"");
    }

    private static InvalidSchedule outside(String written, String reason) {
        return new InvalidSchedule("Error validating expression '" + written + "': " + reason);
    }

    boolean admits(int number) {
        return numbers.get(number);
    }

    /** For days, which may depend on the month. */
    boolean admitsDay(LocalDate date) {
        int day = date.getDayOfMonth();
        return numbers.get(day)
                || (lastDay && day == date.lengthOfMonth())
                || weekdays.stream().anyMatch(weekday -> weekday.is(date));
    }

    /** The first number admitted from there on; -1: none. */
    int next(int from) {
        return numbers.nextSetBit(from);
    }

    /**
     * Such as the second Friday.
     *
     * @param place from 1 on; -1: the last one
     */
    private record WeekdayOfMonth(int place, DayOfWeek weekday) {
        boolean is(LocalDate date) {
            return date.getDayOfWeek() == weekday
                    && date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(place, weekday)));
        }
    }
}
