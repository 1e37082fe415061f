package io.hookline.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scheme by the example that its maker has published, and by what may be wrong with a signature. */
class SignatureCheckTest {
    private static final String GITHUB_SECRET = "It's a Secret to Everybody";
    private static final String GITHUB_BODY = "Hello, World!";
    private static final String GITHUB_SIGNATURE =
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final long SLACK_TIME = 1531420618;
    private static final String SLACK_BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
            + "803a0bc887a14d10d2c447fce8b6703c";
    private static final String SLACK_SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String STANDARD_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long STANDARD_TIME = 1614265330;
    private static final String STANDARD_BODY = "{\"test\": 2432232314}";
    private static final String STANDARD_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final Verdict GENUINE = new Verdict.Genuine();
    private static final Verdict NO_MATCH = new Verdict.NoSecretMatches();
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @Test
    void thePublishedExamplesAreGenuine() {
        assertThat(github(GITHUB_BODY, GITHUB_SIGNATURE)).isEqualTo(GENUINE);
        assertThat(slack(SLACK_TIME, SLACK_SIGNATURE)).isEqualTo(GENUINE);
        assertThat(standard(STANDARD_TIME, STANDARD_SIGNATURE)).isEqualTo(GENUINE);
    }

    @Test
    void aBodyThatIsOneByteOffIsNot() {
        assertThat(github("Hello, World?", GITHUB_SIGNATURE)).isEqualTo(NO_MATCH);
        assertThat(github(GITHUB_BODY + "\n", GITHUB_SIGNATURE)).isEqualTo(NO_MATCH);
        assertThat(github("", GITHUB_SIGNATURE)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"It's a secret to Everybody", "It's a Secret to Everybody ", "another secret of theirs"})
    void anotherSecretIsNot(String secret) {
        assertThat(verdict(
                        SignedBody.github(), List.of(secret), GITHUB_BODY, 0, "X-Hub-Signature-256", GITHUB_SIGNATURE))
                .isEqualTo(NO_MATCH);
    }

    @Test
    void eitherOfTwoSecretsIsGoodUntilOneIsTakenAway() {
        List<String> before = List.of("a new secret, the next", GITHUB_SECRET);
        List<String> after = List.of("a new secret, the next");

        assertThat(verdict(SignedBody.github(), before, GITHUB_BODY, 0, "X-Hub-Signature-256", GITHUB_SIGNATURE))
                .isEqualTo(GENUINE);
        assertThat(verdict(SignedBody.github(), after, GITHUB_BODY, 0, "X-Hub-Signature-256", GITHUB_SIGNATURE))
                .isEqualTo(NO_MATCH);
    }

    @Test
    void aTruncatedSignatureIsNot() {
        String digits = GITHUB_SIGNATURE.substring("sha256=".length());
        for (int length = 2; length < digits.length(); length += 2) {
            assertThat(github(GITHUB_BODY, "sha256=" + digits.substring(0, length)))
                    .isEqualTo(NO_MATCH);
        }
    }

    @Test
    void digitsMayBeOfEitherCase() {
        assertThat(github(GITHUB_BODY, "sha256=" + GITHUB_SIGNATURE.substring(7).toUpperCase(Locale.ROOT)))
                .isEqualTo(GENUINE);
    }

    @Test
    void oneOfSeveralSignaturesWillDo() {
        String wrong = "sha256=" + "00".repeat(32);

        assertThat(verdict(
                        SignedBody.github(),
                        List.of(GITHUB_SECRET),
                        GITHUB_BODY,
                        0,
                        "X-Hub-Signature-256",
                        wrong,
                        "x-hub-signature-256",
                        GITHUB_SIGNATURE))
                .isEqualTo(GENUINE);
        assertThat(standard(STANDARD_TIME, "v1," + base64(new byte[32]) + " v2,x " + STANDARD_SIGNATURE))
                .isEqualTo(GENUINE);
        assertThat(slack(SLACK_TIME, "v0=" + "00".repeat(32))).isEqualTo(NO_MATCH);
    }

    @Test
    void aRecordingIsTooOldAfterTheTolerance() {
        assertThat(slack(SLACK_TIME + 300, SLACK_SIGNATURE)).isEqualTo(GENUINE);
        assertThat(slack(SLACK_TIME + 360, SLACK_SIGNATURE)).isEqualTo(new Verdict.TooOld(Duration.ofSeconds(60)));
        assertThat(slack(SLACK_TIME - 300, SLACK_SIGNATURE)).isEqualTo(GENUINE);
        assertThat(slack(SLACK_TIME - 301, SLACK_SIGNATURE)).isEqualTo(new Verdict.TooEarly(Duration.ofSeconds(1)));
        assertThat(standard(STANDARD_TIME + 301, STANDARD_SIGNATURE))
                .isEqualTo(new Verdict.TooOld(Duration.ofSeconds(1)));
    }

    @Test
    void theAgeOfWhatNobodyHasSignedIsNotTold() {
        assertThat(slack(SLACK_TIME + 360, "v0=" + "00".repeat(32))).isEqualTo(NO_MATCH);
    }

    @Test
    void stripesTimeIsPartOfWhatIsSigned() {
        String secret = "whsec_test_of_an_endpoint";
        String body = "{\"id\":\"evt_1\"}";
        String good = hmac(secret, "1492774577." + body);
        String header = "t=1492774577,v1=" + good + ",v0=" + "00".repeat(32);

        assertThat(stripe(secret, body, 1492774577, header)).isEqualTo(GENUINE);
        assertThat(stripe(secret, body, 1492774577, "t=1492774577, v1=" + "00".repeat(32) + ", v1=" + good))
                .isEqualTo(GENUINE);
        assertThat(stripe(secret, body, 1492774578, header.replace("t=1492774577", "t=1492774578")))
                .isEqualTo(NO_MATCH);
        assertThat(stripe(secret, body, 1492774577 + 301, header)).isEqualTo(new Verdict.TooOld(Duration.ofSeconds(1)));
        assertThat(claim(new Stripe(), "Stripe-Signature", "t=1492774577,v0=" + good))
                .isInstanceOf(Claim.Malformed.class);
    }

    @Test
    void gitlabsTokenIsComparedAsAWhole() {
        String token = "a token of at least so many";

        assertThat(gitlab(token, token)).isEqualTo(GENUINE);
        assertThat(gitlab(token, token + "x")).isEqualTo(NO_MATCH);
        assertThat(gitlab(token, token.substring(1))).isEqualTo(NO_MATCH);
        assertThat(gitlab(token, token.toUpperCase(Locale.ROOT))).isEqualTo(NO_MATCH);
    }

    @Test
    void anOrdinaryHashIsAMatterOfSettings() {
        for (Algorithm algorithm : Algorithm.values()) {
            byte[] hash = algorithm.hash("a secret of sixteen".getBytes(UTF_8), new byte[0], "body".getBytes(UTF_8));
            var hex = new SignedBody("X-Sig", algorithm, Encoding.HEX, "", Set.of("x-sig"));
            var base64 = new SignedBody("X-Sig", algorithm, Encoding.BASE64, "HMAC ", Set.of("x-sig"));

            assertThat(verdict(
                            hex,
                            List.of("a secret of sixteen"),
                            "body",
                            0,
                            "X-Sig",
                            HexFormat.of().formatHex(hash)))
                    .isEqualTo(GENUINE);
            assertThat(verdict(base64, List.of("a secret of sixteen"), "body", 0, "X-Sig", "HMAC " + base64(hash)))
                    .isEqualTo(GENUINE);
            assertThat(claim(base64, "X-Sig", base64(hash))).isInstanceOf(Claim.Malformed.class);
        }
    }

    /** The key pair of RFC 8032, 7.1, test 1. */
    @Test
    void aSignatureByEd25519IsCheckedWithThePublicKey() throws GeneralSecurityException {
        String secretKey = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        String publicKey = "whpk_"
                + base64(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        HexFormat.of().parseHex("302e020100300506032b657004220420" + secretKey))));
        signature.update((STANDARD_ID + "." + STANDARD_TIME + "." + STANDARD_BODY).getBytes(UTF_8));
        String good = "v1a," + base64(signature.sign());

        assertThat(StandardWebhooks.faultOf(publicKey)).isEmpty();
        assertThat(standard(List.of(publicKey), STANDARD_TIME, good)).isEqualTo(GENUINE);
        assertThat(standard(List.of(STANDARD_SECRET, publicKey), STANDARD_TIME, STANDARD_SIGNATURE + " " + good))
                .isEqualTo(GENUINE);
        assertThat(standard(List.of(publicKey), STANDARD_TIME, good.replace("v1a,", "v1,")))
                .isEqualTo(NO_MATCH);
        assertThat(standard(List.of(publicKey), STANDARD_TIME, STANDARD_SIGNATURE))
                .isEqualTo(NO_MATCH);
        assertThat(standard(List.of(publicKey), STANDARD_TIME, "v1a," + base64(new byte[64])))
                .isEqualTo(NO_MATCH);
        assertThat(standard(List.of(publicKey), STANDARD_TIME, "v1a," + base64(new byte[5])))
                .isEqualTo(NO_MATCH);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(claim(SignedBody.github())).isEqualTo(new Claim.Missing("X-Hub-Signature-256"));
        assertThat(claim(new SharedToken())).isEqualTo(new Claim.Missing("X-Gitlab-Token"));
        assertThat(claim(new SharedToken(), "X-Gitlab-Token", "")).isEqualTo(new Claim.Missing("X-Gitlab-Token"));
        assertThat(claim(new Stripe())).isEqualTo(new Claim.Missing("Stripe-Signature"));
        assertThat(claim(new Slack())).isEqualTo(new Claim.Missing("X-Slack-Signature"));
        assertThat(claim(new Slack(), "X-Slack-Signature", SLACK_SIGNATURE))
                .isEqualTo(new Claim.Missing("X-Slack-Request-Timestamp"));
        assertThat(claim(new StandardWebhooks())).isEqualTo(new Claim.Missing("webhook-signature"));
        assertThat(claim(new StandardWebhooks(), "webhook-signature", STANDARD_SIGNATURE))
                .isEqualTo(new Claim.Missing("webhook-id"));
    }

    @Test
    void theFormOfWhatIsMalformedIsTold() {
        assertThat(claim(SignedBody.github(), "X-Hub-Signature-256", "sha1=00"))
                .isEqualTo(new Claim.Malformed("X-Hub-Signature-256", "sha256=<hex>"));
        assertThat(claim(SignedBody.github(), "X-Hub-Signature-256", "sha256=")).isInstanceOf(Claim.Malformed.class);
        assertThat(claim(SignedBody.github(), "X-Hub-Signature-256", "sha256=0"))
                .isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new SharedToken(), "X-Gitlab-Token", "a", "X-Gitlab-Token", "b"))
                .isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new Stripe(), "Stripe-Signature", "v1=00")).isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new Stripe(), "Stripe-Signature", "t=1,t=2,v1=00")).isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new Stripe(), "Stripe-Signature", "t=-1,v1=00")).isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new Stripe(), "Stripe-Signature", "t=1,v1=00", "Stripe-Signature", "t=2,v1=00"))
                .isInstanceOf(Claim.Malformed.class);
        assertThat(claim(new Stripe(), "Stripe-Signature", "t=1" + ",v1=00".repeat(17)))
                .isInstanceOf(Claim.Malformed.class);
        assertThat(claim(
                        new Slack(),
                        "X-Slack-Signature",
                        SLACK_SIGNATURE,
                        "X-Slack-Request-Timestamp",
                        "1",
                        "X-Slack-Request-Timestamp",
                        "2"))
                .isEqualTo(new Claim.Malformed("X-Slack-Request-Timestamp", "<seconds>"));
        assertThat(claim(
                        new StandardWebhooks(),
                        "webhook-signature",
                        STANDARD_SIGNATURE,
                        "webhook-id",
                        "msg.1",
                        "webhook-timestamp",
                        "1"))
                .isInstanceOf(Claim.Malformed.class);
    }

    /** Whatever comes in headers, a claim is made of it or refused; and nothing but the secret's holder makes a good one. */
    @Test
    void noRandomHeaderIsGenuine() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);
        String alphabet = "0123456789abcdefvt=1,. sha256=whsec_+/ÿ\u0001";
        List<Scheme> schemes =
                List.of(SignedBody.github(), new SharedToken(), new Stripe(), new Slack(), new StandardWebhooks());

        for (int i = 0; i < 20_000; i++) {
            Scheme scheme = schemes.get(chance.nextInt(schemes.size()));
            String secret = scheme instanceof StandardWebhooks ? STANDARD_SECRET : GITHUB_SECRET;
            String value = text(chance, alphabet);
            String time = chance.nextBoolean() ? "1" : text(chance, alphabet);
            List<String> headers = List.of(
                    scheme.header(),
                    value,
                    "webhook-id",
                    "m",
                    "webhook-timestamp",
                    time,
                    "X-Slack-Request-Timestamp",
                    time);

            Claim claim = scheme.claim(name -> all(headers, name));

            if (claim instanceof Claim.Signed signed) {
                assertThat(new SignatureCheck(scheme, List.of(secret), Duration.ofDays(100_000))
                                .verdict(signed, GITHUB_BODY.getBytes(UTF_8), Instant.EPOCH))
                        .as("seed %d: %s of %s", seed, value, scheme)
                        .isEqualTo(NO_MATCH);
            }
        }
    }

    private static String text(Random chance, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int length = chance.nextInt(80); length > 0; length--) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Verdict github(String body, String signature) {
        return verdict(SignedBody.github(), List.of(GITHUB_SECRET), body, 0, "X-Hub-Signature-256", signature);
    }

    private static Verdict gitlab(String secret, String sent) {
        return verdict(new SharedToken(), List.of(secret), "{}", 0, "X-Gitlab-Token", sent);
    }

    private static Verdict stripe(String secret, String body, long now, String header) {
        return verdict(new Stripe(), List.of(secret), body, now, "Stripe-Signature", header);
    }

    private static Verdict slack(long now, String signature) {
        return verdict(
                new Slack(),
                List.of(SLACK_SECRET),
                SLACK_BODY,
                now,
                "X-Slack-Signature",
                signature,
                "X-Slack-Request-Timestamp",
                String.valueOf(SLACK_TIME));
    }

    private static Verdict standard(long now, String signature) {
        return standard(List.of(STANDARD_SECRET), now, signature);
    }

    private static Verdict standard(List<String> secrets, long now, String signature) {
        return verdict(
                new StandardWebhooks(),
                secrets,
                STANDARD_BODY,
                now,
                "webhook-id",
                STANDARD_ID,
                "webhook-timestamp",
                String.valueOf(STANDARD_TIME),
                "webhook-signature",
                signature);
    }

    private static Verdict verdict(Scheme scheme, List<String> secrets, String body, long now, String... headers) {
        Claim claim = claim(scheme, headers);
        assertThat(claim).isInstanceOf(Claim.Signed.class);
        return new SignatureCheck(scheme, secrets, TOLERANCE)
                .verdict((Claim.Signed) claim, body.getBytes(UTF_8), Instant.ofEpochSecond(now));
    }

    private static Claim claim(Scheme scheme, String... headers) {
        return scheme.claim(name -> all(List.of(headers), name));
    }

    private static List<String> all(List<String> headers, String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                found.add(headers.get(i + 1));
            }
        }
        return found;
    }

    private static String hmac(String secret, String text) {
        return HexFormat.of()
                .formatHex(Algorithm.SHA256.hash(secret.getBytes(UTF_8), new byte[0], text.getBytes(UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Counted, as time can't be trusted in a test: keyed hashes made, and signatures that one was compared with. */
    @ParameterizedTest
    @MethodSource("schemes")
    void itTakesTheSameWorkWhateverIsWrong(Scheme scheme, Function<byte[], String> asSecret) {
        byte[] first = "the first secret of two 1".getBytes(UTF_8);
        byte[] second = "the second secret of two2".getBytes(UTF_8);
        byte[] third = "a secret of somebody else".getBytes(UTF_8);
        List<String> secrets = List.of(asSecret.apply(first), asSecret.apply(second));

        Work byTheFirst = work(scheme, secrets, first, 0);
        Work byTheSecond = work(scheme, secrets, second, 0);
        Work tooOld = work(scheme, secrets, first, 301);
        Work byNone = work(scheme, secrets, third, 0);
        Work byNoneAndTooOld = work(scheme, secrets, third, 301);

        assertThat(byTheFirst).isEqualTo(new Work(GENUINE, 2, 6));
        assertThat(byTheSecond).isEqualTo(new Work(GENUINE, 2, 6));
        assertThat(tooOld).isEqualTo(new Work(new Verdict.TooOld(Duration.ofSeconds(1)), 2, 6));
        assertThat(byNone).isEqualTo(new Work(NO_MATCH, 2, 6));
        assertThat(byNoneAndTooOld).isEqualTo(new Work(NO_MATCH, 2, 6));
    }

    static Stream<Arguments> schemes() {
        Function<byte[], String> text = key -> new String(key, UTF_8);
        Function<byte[], String> encoded = key -> "whsec_" + base64(key);
        return Stream.of(
                arguments(SignedBody.github(), text),
                arguments(new Stripe(), text),
                arguments(new Slack(), text),
                arguments(new StandardWebhooks(), encoded));
    }

    private record Work(Verdict verdict, int hashes, int comparisons) {}

    /** Of a request with three signatures, the second of which was made with this key. */
    private static Work work(Scheme scheme, List<String> secrets, byte[] key, long age) {
        byte[] before = "before.".getBytes(UTF_8);
        byte[] body = "body".getBytes(UTF_8);
        Claim.Proof wrong = new Claim.Proof("v1", new byte[32]);
        Claim.Proof right = new Claim.Proof("v1", Algorithm.SHA256.hash(key, before, body));
        var comparisons = new AtomicInteger();
        List<Claim.Proof> proofs = new AbstractList<>() {
            private final List<Claim.Proof> all = List.of(wrong, right, wrong);

            @Override
            public Claim.Proof get(int index) {
                comparisons.incrementAndGet();
                return all.get(index);
            }

            @Override
            public int size() {
                return all.size();
            }
        };
        Instant signed = Instant.ofEpochSecond(SLACK_TIME);
        var claim = new Claim.Signed(before, proofs, SLACK_TIME);
        try (var hashes = new CountedHashes()) {
            Verdict verdict =
                    new SignatureCheck(scheme, secrets, TOLERANCE).verdict(claim, body, signed.plusSeconds(age));
            return new Work(verdict, hashes.made(), comparisons.get());
        }
    }

    /** Stands before the platform's own provider of keyed hashes, and counts what it makes. */
    private static final class CountedHashes extends Provider implements AutoCloseable {
        private static final long serialVersionUID = 1;

        private final AtomicInteger made = new AtomicInteger();

        private CountedHashes() {
            super("counted", "1", "");
            putService(new Service(this, "Mac", "HmacSHA256", Counted.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Counted(made);
                }
            });
            Security.insertProviderAt(this, 1);
        }

        private int made() {
            return made.get();
        }

        @Override
        public void close() {
            Security.removeProvider(getName());
        }
    }

    private static final class Counted extends MacSpi {
        private final AtomicInteger made;
        private final Mac platforms;

        private Counted(AtomicInteger made) {
            this.made = made;
            try {
                this.platforms = Mac.getInstance("HmacSHA256", "SunJCE");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected int engineGetMacLength() {
            return platforms.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) throws InvalidKeyException {
            platforms.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            platforms.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            platforms.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            made.incrementAndGet();
            return platforms.doFinal();
        }

        @Override
        protected void engineReset() {
            platforms.reset();
        }
    }
}
