package io.hookline.common.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids are 24 hexadecimal digits: 8 for the seconds since 1970, 16 for the rest, so that they sort by age. The rest is chance for
 * what comes from outside, and a hash of its cause for what follows from something: a record delivered twice names the same things.
 */
public final class Ids {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final int DIGITS = 24;
    private static final int SECONDS_DIGITS = 8;

    private Ids() {}

    /** A fresh id for something that happened at {@code time}; 64 random bits. */
    public static String fresh(Instant time) {
        return seconds(time)
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /**
     * The id of what follows from {@code cause}: its seconds, then a hash of the cause and of what tells its consequences apart.
     *
     * @param consequence such as the id of the rule that matched
     */
    public static String following(String cause, String consequence) {
        return following(cause.substring(0, SECONDS_DIGITS), cause, consequence);
    }

    /** The same for a cause whose id need not tell the time; {@code time} then has to be known by itself, and be the same each time. */
    public static String following(Instant time, String cause, String consequence) {
        return following(seconds(time), cause, consequence);
    }

    private static String following(String seconds, String cause, String consequence) {
        return seconds + hash(cause + "\n" + consequence, Long.BYTES);
    }

    /**
     * The id of the instance that a delivery raises at a trigger, whenever it comes and however often: all of it is a hash, so it tells
     * no time.
     *
     * @param trigger reference of the trigger
     */
    public static String ofDelivery(String trigger, String deliveryKey) {
        return hash(trigger + "\n" + deliveryKey, DIGITS / 2);
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * @throws IllegalArgumentException if a record that came from outside has no id where one belongs
     */
    static void check(@Nullable String id) {
        if (id == null || !isId(id)) {
            throw new IllegalArgumentException("an id is missing or has another form");
        }
    }

    /** The second in which the thing, or what caused it, came to be. */
    public static Instant time(String id) {
        return Instant.ofEpochSecond(Long.parseLong(id.substring(0, SECONDS_DIGITS), 16));
    }

    /** The first eight digits of every id of that second: bounds of a range of ids. */
    public static String seconds(Instant time) {
        return HexFormat.of().toHexDigits((int) time.getEpochSecond());
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
