package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by OpenSSL and by glibc's crypt, but for the first, which is in Apache's documentation. */
class PasswordHashTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BCRYPT | myPassword | $2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC",
                "BCRYPT | p:w ž | $2a$04$abcdefghijklmnopqrstuuSf2vk2caTRbPrEVyBlFMmAJahnDDXE2",
                "BCRYPT | p:w ž | $2b$04$abcdefghijklmnopqrstuuSf2vk2caTRbPrEVyBlFMmAJahnDDXE2",
                "APR1   | p:w ž | $apr1$0pqFLRTQ$Tbnn1Q3i8urY.20rEkS4t.",
                "APR1   | secret | $apr1$a$PtM1vJaZieHDFk40mKMu6/",
                "SHA    | p:w ž | {SHA}T9NA/72IH1iWbyR+Lt7W9fLp9go=",
                "CRYPT  | p:w ž | $1$abcdefgh$zsM0LqOn0uZFmqOPCxdT1/",
                "CRYPT  | p:w ž | $5$saltSALT$tQjMeJ.x6ONsKEVmaaUvfhj8LdzN6/ceeaFSjIOyqj6",
                "CRYPT  | p:w ž | $5$rounds=1000$roundsalt$574XCCQN1O2RhTtkMdKXXc0GU.BDyaVO0wb.X/lnwnA",
                "CRYPT  | p:w ž | $6$saltSALT$VmK5QVbHYVzrmhUJp1RFuXq19L2GjQeb93Ro.IOpeM306XyQXTmlGS2uJAoXMUim6Td5j18tyu//AaVOolHsx/",
                "CRYPT  | p:w ž | $6$rounds=1000$roundsalt$yHF/ZnzMZxuFfTj7xfHLxUDGcfAHeeHlY0hCmt0QG7DCyMQtCpxlzP2h7pMxAsHdkEJrOODIiBGP26FH5gZhV1",
                "CRYPT  | p:w ž | abZEvYqtvPTCk"
            })
    void everyFormOfHtpasswdIsKnown(PasswordHash.Form form, String password, String text) {
        PasswordHash hash = PasswordHash.read(text).orElseThrow();

        assertThat(hash.form()).isEqualTo(form);
        assertThat(hash.fits(password)).isTrue();
        assertThat(hash.fits("x" + password)).isFalse();
        assertThat(hash.fits("")).isFalse();
        assertThat(hash.toString()).doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2y$05$short",
                "$2x$04$abcdefghijklmnopqrstuuSf2vk2caTRbPrEVyBlFMmAJahnDDXE2",
                "$2y$03$abcdefghijklmnopqrstuuSf2vk2caTRbPrEVyBlFMmAJahnDDXE2",
                "$2y$32$abcdefghijklmnopqrstuuSf2vk2caTRbPrEVyBlFMmAJahnDDXE2",
                "$apr1$x$y",
                "$apr1$0pqFLRTQ$Tbnn1Q3i8urY.20rEkS4t",
                "{SHA}T9NA/72IH1iWbyR+Lt7W9fLp9g",
                "{SSHA}T9NA/72IH1iWbyR+Lt7W9fLp9go=",
                "$6$rounds=9999999$roundsalt$yHF/ZnzMZxuFfTj7xfHLxUDGcfAHeeHlY0hCmt0QG7DCyMQtCpxlzP2h7pMxAsHdkEJrOODIiBGP26FH5gZhV1"
            })
    void nothingElseIs(String text) {
        assertThat(PasswordHash.read(text)).isEmpty();
    }
}
