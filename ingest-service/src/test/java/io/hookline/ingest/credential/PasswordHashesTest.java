package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    /** Apache's documentation has it, made by htpasswd -B from myPassword. */
    private static final String APACHES = "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC";

    private static final String SHA_OF_SECRET = "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=";
    private static final String APR1_OF_SECRET = "$apr1$a$PtM1vJaZieHDFk40mKMu6/";

    @Test
    void aLineOfHtpasswdLetsItsUserIn() {
        var hashes = read("# users", "", "myName:" + APACHES + ":a remark");

        assertThat(hashes.accept(new BasicCredentials("myName", "myPassword"))).isTrue();
        assertThat(hashes.accept(new BasicCredentials("myName", "mypassword"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("myname", "myPassword"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("myName", ""))).isFalse();
        assertThat(hashes.users()).isEqualTo(1);
        assertThat(hashes.unreadable()).isZero();
    }

    @Test
    void usersMayHaveHashesOfSeveralForms() {
        var hashes = read("ann:" + SHA_OF_SECRET, "bob:" + APR1_OF_SECRET, "eve:" + bcrypt("secret"));

        for (String user : List.of("ann", "bob", "eve")) {
            assertThat(hashes.accept(new BasicCredentials(user, "secret"))).isTrue();
            assertThat(hashes.accept(new BasicCredentials(user, "Secret"))).isFalse();
        }
    }

    @Test
    void theFirstLineOfAUserCounts() {
        var hashes = read("ann:" + bcrypt("one"), "ann:" + bcrypt("two"));

        assertThat(hashes.accept(new BasicCredentials("ann", "one"))).isTrue();
        assertThat(hashes.accept(new BasicCredentials("ann", "two"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann:", "ann:secret", "ann:$apr1$x$y", "ann:$2y$05$short", ":" + SHA_OF_SECRET})
    void aLineThatCannotBeReadLetsNobodyIn(String line) {
        var hashes = read(line);

        assertThat(hashes.accept(new BasicCredentials("ann", "secret"))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("ann", ""))).isFalse();
        assertThat(hashes.accept(new BasicCredentials("", "secret"))).isFalse();
        assertThat(hashes.unreadable()).isEqualTo(1);
    }

    @Test
    void anUnknownUserCostsWhatAUserCosts() {
        var hashes = read("ann:" + SHA_OF_SECRET, "bob:" + APR1_OF_SECRET, "eve:" + bcrypt("secret"));

        Set<PasswordHash.Form> checked = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            PasswordHash decoy = hashes.decoy("nobody" + i);
            assertThat(hashes.decoy("nobody" + i)).isSameAs(decoy);
            checked.add(decoy.form());
            assertThat(hashes.accept(new BasicCredentials("nobody" + i, "secret")))
                    .isFalse();
        }

        assertThat(checked)
                .containsExactlyInAnyOrder(PasswordHash.Form.SHA, PasswordHash.Form.APR1, PasswordHash.Form.BCRYPT);
    }

    @Test
    void withoutUsersAPasswordIsCheckedAllTheSame() {
        var hashes = read();

        assertThat(PasswordHash.read(hashes.decoy("ann").text())).contains(hashes.decoy("ann"));
        assertThat(hashes.accept(new BasicCredentials("ann", "x"))).isFalse();
    }

    @Test
    void aPasswordLongerThanBcryptReadsIsCut() {
        String longest = "p".repeat(72);
        var hashes = read("ann:" + bcrypt(longest));

        assertThat(hashes.accept(new BasicCredentials("ann", longest + "more"))).isTrue();
    }

    private static PasswordHashes read(String... lines) {
        return PasswordHashes.read(List.of(lines), new byte[] {1, 2, 3});
    }

    private static String bcrypt(String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.none())
                .hashToString(4, password.toCharArray());
    }
}
