package io.hookline.rules.timer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ticks at every second whose wall clock time all fields admit, as APScheduler's cron trigger does: days of the month, days of the week
 * and weeks are joined by AND too. A time that the clock skips in spring does not tick that day; one that it shows twice in autumn ticks
 * twice.
 */
final class Cron implements Schedule {
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int SECONDS_PER_MINUTE = 60;

    /** After so many years the calendar repeats itself, weekdays and weeks included. */
    private static final int CALENDAR = 400;

    /** For timers whose only hour the clock always skips; the longest way to a tick that comes has a fifth of that. */
    private static final int MOST_STEPS = 100_000;

    private final ZoneId zone;
    private final Map<CronField, CronValues> fields = new EnumMap<>(CronField.class);

    private Cron(ZoneId zone) {
        this.zone = zone;
    }

    static Cron of(ObjectNode parameters, ZoneId zone) throws InvalidSchedule {
        List<CronField> given = List.of(CronField.values()).stream()
                .filter(field -> parameters.hasNonNull(field.text()))
                .toList();
        if (given.isEmpty()) {
            throw new InvalidSchedule("At least one field of a cron timer has to be given, such as hour");
        }
        var cron = new Cron(zone);
        for (CronField field : CronField.values()) {
            boolean finer = field.compareTo(given.getLast()) > 0;
            JsonNode value = parameters.path(field.text());
            String text = given.contains(field) ? value.asText() : finer ? field.leftOut() : "*";
            cron.fields.put(field, CronValues.read(field, text));
        }
        return cron;
    }

    // Goes forward in real time, from one moment whose wall clock does not fit to the next that could, and stops
    // wherever the clock is
    // changed on the way: so skipped and repeated hours need no thought of their own.
    @Override
    public Optional<Instant> after(Instant moment) {
        Instant at = moment.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        for (int step = 0; step < MOST_STEPS; step++) {
            ZonedDateTime local = at.atZone(zone);
            if (!admits(local.toLocalDate())) {
                Optional<LocalDate> date = nextDate(local.toLocalDate().plusDays(1));
                if (date.isEmpty()) {
                    return Optional.empty();
                }
                at = towards(date.get().atStartOfDay(zone).toInstant(), at);
            } else {
                int seconds = secondsToNextCandidate(local.toLocalTime());
                if (seconds == 0) {
                    return Optional.of(at);
                }
                at = towards(at.plusSeconds(seconds), at);
            }
        }
        return Optional.empty();
    }

    private Instant towards(Instant target, Instant from) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        return change != null && change.getInstant().isBefore(target) ? change.getInstant() : target;
    }

    /** Zero: all fields admit it. */
    private int secondsToNextCandidate(LocalTime time) {
        if (!values(CronField.HOUR).admits(time.getHour())) {
            return SECONDS_PER_HOUR - time.getMinute() * SECONDS_PER_MINUTE - time.getSecond();
        }
        int next = values(CronField.SECOND).next(time.getSecond());
        if (!values(CronField.MINUTE).admits(time.getMinute()) || next < 0) {
            return SECONDS_PER_MINUTE - time.getSecond();
        }
        return next - time.getSecond();
    }

    private Optional<LocalDate> nextDate(LocalDate from) {
        int year = values(CronField.YEAR).next(from.getYear());
        for (int tried = 0; year >= 0 && tried <= CALENDAR; tried++) {
            LocalDate start = year == from.getYear() ? from : LocalDate.of(year, 1, 1);
            for (LocalDate date = start; date.getYear() == year; date = followingDate(date)) {
                if (admits(date)) {
                    return Optional.of(date);
                }
            }
            year = values(CronField.YEAR).next(year + 1);
        }
        return Optional.empty();
    }

    private LocalDate followingDate(LocalDate date) {
        return values(CronField.MONTH).admits(date.getMonthValue())
                ? date.plusDays(1)
                : date.withDayOfMonth(1).plusMonths(1);
    }

    private boolean admits(LocalDate date) {
        return values(CronField.YEAR).admits(date.getYear())
                && values(CronField.MONTH).admits(date.getMonthValue())
                && values(CronField.DAY).admitsDay(date)
                && values(CronField.WEEK).admits(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                && values(CronField.DAY_OF_WEEK).admits(date.getDayOfWeek().getValue() - 1);
    }

    private CronValues values(CronField field) {
        return Objects.requireNonNull(fields.get(field));
    }
}
