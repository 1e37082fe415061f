package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    /** Apache's documentation has it, made by htpasswd -B from myPassword. */
    private static final String APACHES = "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC";

    @Test
    void aLineOfHtpasswdLetsItsUserIn() {
        var hashes = PasswordHashes.read(List.of("# users", "", "myName:" + APACHES + ":a remark"));

        assertThat(hashes.accept(new BasicCredentials("myName", "myPassword"))).isTrue();
        assertThat(hashes.accept(new BasicCredentials("myName", "mypassword"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("myname", "myPassword"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("myName", ""))).isFalse();
        assertThat(hashes.users()).isEqualTo(1);
        assertThat(hashes.unreadable()).isZero();
    }

    @Test
    void theFirstLineOfAUserCounts() {
        var hashes = PasswordHashes.read(List.of("ann:" + bcrypt("one"), "ann:" + bcrypt("two")));

        assertThat(hashes.accept(new BasicCredentials("ann", "one"))).isTrue();
        assertThat(hashes.accept(new BasicCredentials("ann", "two"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "ann:",
                "ann:secret",
                "ann:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "ann:$apr1$x$y",
                "ann:$2y$05$short"
            })
    void aLineThatIsNotBcryptLetsNobodyIn(String line) {
        var hashes = PasswordHashes.read(List.of(line));

        assertThat(hashes.accept(new BasicCredentials("ann", "secret"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("ann", ""))).isFalse();
        assertThat(hashes.unreadable()).isEqualTo(1);
    }

    @Test
    void whatIsCheckedForAnUnknownUserIsAHashLikeTheOthers() {
        var hashes = PasswordHashes.read(List.of("ann:" + bcrypt("one")));

        assertThat(hashes.nobodys()).startsWith("$2y$04$").hasSize(APACHES.length());
        assertThat(BCrypt.verifyer().verify("x".getBytes(), hashes.nobodys().getBytes()).validFormat)
                .isTrue();
    }

    @Test
    void aPasswordLongerThanBcryptReadsIsCut() {
        String longest = "p".repeat(72);
        var hashes = PasswordHashes.read(List.of("ann:" + bcrypt(longest)));

        assertThat(hashes.accept(new BasicCredentials("ann", longest + "more"))).isTrue();
    }

    private static String bcrypt(String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y, at.favre.lib.crypto.bcrypt.LongPasswordStrategies.none())
                .hashToString(4, password.toCharArray());
    }
}
