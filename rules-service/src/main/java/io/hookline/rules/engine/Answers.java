package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Hints.Seen;
import org.jspecify.annotations.Nullable;

/** What the criteria of a trigger's rules say to one payload, by their numbers. Each is tried once, when it is asked for first. */
final class Answers {
    private static final int LEAST_CAPACITY = 64;

    private final CriterionNumbers numbers;
    private final Payload payload;

    /** Criteria that were tried, each in the first free place from where its hash points to. */
    private int[] tried = new int[LEAST_CAPACITY];

    private Answer[] answers = new Answer[LEAST_CAPACITY];
    private int size;
    private final @Nullable Seen[] seen;

    Answers(CriterionNumbers numbers, Payload payload) {
        this.numbers = numbers;
        this.payload = payload;
        this.seen = numbers.hints().nothingSeen();
    }

    /** What the first of these criteria says that does not hold; a nought ends them. */
    Answer first(int[] criteria, int from, int to) {
        for (int i = from; i < to && criteria[i] != 0; i++) {
            Answer answer = of(criteria[i]);
            if (answer != Answer.HOLDS) {
                return answer;
            }
        }
        return Answer.HOLDS;
    }

    private Answer of(int criterion) {
        int at = placeOf(criterion);
        if (tried[at] == criterion) {
            return answers[at];
        }
        Answer hinted = numbers.hints().answer(criterion, payload.trigger(), seen);
        Answer answer = hinted == null ? Answer.of(numbers.of(criterion).outcome(payload)) : hinted;
        keep(at, criterion, answer);
        return answer;
    }

    private int placeOf(int criterion) {
        int last = tried.length - 1;
        int at = criterion * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(last);
        while (tried[at] != criterion && tried[at] != 0) {
            at = at + 1 & last;
        }
        return at;
    }

    private void keep(int at, int criterion, Answer answer) {
        tried[at] = criterion;
        answers[at] = answer;
        if (++size * 2 > tried.length) {
            int[] before = tried;
            Answer[] answersBefore = answers;
            tried = new int[2 * before.length];
            answers = new Answer[tried.length];
            for (int i = 0; i < before.length; i++) {
                if (before[i] != 0) {
                    int place = placeOf(before[i]);
                    tried[place] = before[i];
                    answers[place] = answersBefore[i];
                }
            }
        }
    }

    /** What is kept of an outcome. */
    enum Answer {
        HOLDS,
        FAILS,
        BREAKS;

        static Answer of(Outcome outcome) {
            return switch (outcome) {
                case Holds() -> HOLDS;
                case Fails() -> FAILS;
                case Breaks breaks -> BREAKS;
            };
        }
    }
}
