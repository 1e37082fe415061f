package io.hookline.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueStartTest {
    private long time;
    private final QueueStart start = new QueueStart(Duration.ofNanos(100), () -> time);

    @Test
    void aLookBeginsWhereLooksHadComeToAMomentAgo() {
        lookAt(0, 7);
        lookAt(50, 9);
        time = 60;
        assertThat(start.next()).as("too early to leave anything behind").isEqualTo(QueueStart.FRONT);

        fromFrontAt(100, 12);
        time = 200;
        start.next();
        start.reached(20);
        time = 201;
        assertThat(start.next()).isEqualTo(9);
    }

    @Test
    void nowAndThenItBeginsAtTheFront() {
        lookAt(0, 7);
        lookAt(100, 8);
        lookAt(200, 9);
        time = 250;
        assertThat(start.next()).isEqualTo(7);

        time = 300;
        assertThat(start.next()).isEqualTo(QueueStart.FRONT);
        assertThat(start.next()).as("the look failed").isEqualTo(QueueStart.FRONT);
        start.reached(10);
        assertThat(start.next()).isPositive();
    }

    @Test
    void theLongerALookFromTheFrontTakesTheMoreSeldomItIs() {
        lookAt(0, 7);
        lookAt(100, 8);
        time = 200;
        start.next();
        time = 210;
        start.reached(9);

        time = 210 + 499;
        assertThat(start.next()).isPositive();
        time = 210 + 500;
        assertThat(start.next()).isEqualTo(QueueStart.FRONT);
    }

    @Test
    void whileThereIsNothingElseItBeginsThereSooner() {
        lookAt(0, 7);
        lookAt(100, 8);
        time = 200;
        start.next();
        time = 220;
        start.reached(9);

        lookAt(230, QueueStart.FRONT);
        time = 220 + 159;
        assertThat(start.next()).isPositive();
        time = 220 + 160;
        assertThat(start.next()).isEqualTo(QueueStart.FRONT);
    }

    @Test
    void nothingTakenLeavesItWhereItIs() {
        lookAt(0, 7);
        lookAt(100, QueueStart.FRONT);
        lookAt(200, QueueStart.FRONT);
        time = 250;
        assertThat(start.next()).isEqualTo(7);
    }

    @Test
    void whatIsFoundAtTheFrontAloneIsGoneOnFrom() {
        lookAt(0, 70);
        lookAt(100, 80);
        fromFrontAt(200, 5);

        lookAt(201, 6);
        time = 202;
        assertThat(start.next()).as("there may be more").isEqualTo(5);
        start.reached(90);
        lookAt(310, 95);
        time = 420;
        fromFrontAt(420, 96);
        time = 421;
        assertThat(start.next()).as("there were no more").isEqualTo(90);
    }

    private void fromFrontAt(long now, long last) {
        time = now;
        assertThat(start.next()).isEqualTo(QueueStart.FRONT);
        start.reached(last);
    }

    private void lookAt(long now, long last) {
        time = now;
        start.next();
        start.reached(last);
    }
}
