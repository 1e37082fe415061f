package io.hookline.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8,      127.0.0.1,            true",
        "127.0.0.0/8,      128.0.0.1,            false",
        "127.0.0.0/8,      ::ffff:127.0.0.1,     true",
        "10.1.2.3,         10.1.2.3,             true",
        "10.1.2.3,         10.1.2.4,             false",
        "::1,              0:0:0:0:0:0:0:1,      true",
        "fd00::/8,         fd12::1,              true",
        "fd00::/8,         fe80::1,              false",
        "0.0.0.0/0,        8.8.8.8,              true",
        "0.0.0.0/0,        ::1,                  false",
        "127.0.0.0/8,      localhost,            false",
        "127.0.0.0/8,      2130706433,           false",
        "127.0.0.0/8,      '',                   false",
        "127.0.0.0/8,      1:2,                  false",
        "127.0.0.0/8,      abc.de,               false"
    })
    void anAddressIsInANetworkOrNot(String network, String address, boolean isIn) {
        assertThat(new Networks(List.of(network)).containLiteral(address)).isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "127.0.0.1/33", "127.0.0.1/-1", "::1/129", "127.0.0.1/x", "1.2.3.4.5", "/8"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Networks(List.of(network)));
    }
}
