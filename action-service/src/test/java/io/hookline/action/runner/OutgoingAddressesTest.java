package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.action.runner.OutgoingAddresses.AddressRefused;
import io.hookline.action.runner.OutgoingConfig.Reach;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingAddressesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            93.184.215.14             | yes | yes
            2606:2800:21f:cb07::1     | yes | yes
            ::ffff:93.184.215.14      | yes | yes
            127.0.0.1                 | yes | no
            ::1                       | yes | no
            0.0.0.0                   | yes | no
            ::                        | yes | no
            10.1.2.3                  | yes | no
            172.31.0.1                | yes | no
            172.32.0.1                | yes | yes
            192.168.1.1               | yes | no
            100.64.0.1                | yes | no
            224.0.0.1                 | yes | no
            255.255.255.255           | yes | no
            ::ffff:10.1.2.3           | yes | no
            ::ffff:7f00:1             | yes | no
            ::7f00:1                  | yes | no
            64:ff9b::7f00:1           | yes | no
            2002:7f00:1::1            | yes | no
            fd00::1                   | yes | no
            fec0::1                   | yes | no
            ff02::1                   | yes | no
            169.254.169.254           | no  | no
            100.100.100.200           | no  | no
            fe80::1                   | no  | no
            fe80::1%lo                | no  | no
            fd00:ec2::254             | no  | no
            ::ffff:a9fe:a9fe          | no  | no
            64:ff9b::169.254.169.254  | no  | no
            2002:a9fe:a9fe::          | no  | no
            2852039166                | no  | no
            """)
    void anAddressIsReachedAsFarAsTheReachGoes(String address, String byDefault, String ifPublic) {
        assertThat(isReached(Samples.outgoing(), address)).isEqualTo(byDefault.equals("yes"));
        assertThat(isReached(Samples.outgoing(Reach.PUBLIC, List.of()), address))
                .isEqualTo(ifPublic.equals("yes"));
        assertThat(isReached(Samples.outgoing(Reach.LISTED, List.of()), address))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "10.1.2.3, 10.1.2.3, true",
        "fd00::/8, fd12::1, true",
        "localhost, localhost, true",
        "LocalHost., localhost, true",
        "LOCALHOST, LocalHost, true",
        "localhost, 127.0.0.1, false",
        "127.0.0.0/8, localhost, true",
        "169.254.0.0/16, 169.254.169.254, false"
    })
    void whatIsListedIsReachedUnlessItIsRefused(String allowed, String host, boolean isReached) {
        // Whether localhost has an IPv6 address too depends on the machine.
        List<String> all = host.equalsIgnoreCase("localhost") ? List.of(allowed, "::1") : List.of(allowed);

        assertThat(isReached(Samples.outgoing(Reach.LISTED, all), host)).isEqualTo(isReached);
        assertThat(isReached(Samples.outgoing(Reach.PUBLIC, all), host)).isEqualTo(isReached || host.startsWith("11."));
    }

    @Test
    void aProxyMayKnowNamesThatAreUnknownHereUnlessTheReachIsConfined() throws IOException {
        new OutgoingAddresses(Samples.outgoing()).checkBehindProxy("nosuch.invalid");
        new OutgoingAddresses(Samples.outgoing(Reach.LISTED, List.of("nosuch.invalid")))
                .checkBehindProxy("nosuch.invalid");

        assertThatThrownBy(() -> new OutgoingAddresses(Samples.outgoing(Reach.PUBLIC, List.of()))
                        .checkBehindProxy("nosuch.invalid"))
                .isInstanceOf(AddressRefused.class);
    }

    private static boolean isReached(OutgoingConfig config, String host) {
        try {
            return new OutgoingAddresses(config).find(host) != null;
        } catch (AddressRefused | UnknownHostException e) {
            return false; // a zone is known only where there is such an interface
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
