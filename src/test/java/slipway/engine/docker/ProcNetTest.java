package slipway.engine.docker;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.engine.NetworkLedger;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What the kernel and the side container say is read as it stands there.
class ProcNetTest {
    @Test
    void theCountOfWhatFoundNoWay() {
        assertEquals(3,
                ProcNet.noRoutes("Ip: Forwarding OutNoRoutes ReasmTimeout\nIp: 1 3 0\nIcmp: InMsgs\nIcmp: 0\n"));
        assertEquals(-1, ProcNet.noRoutes("Ip: Forwarding\nIp: 1\n"));
        assertEquals(-1, ProcNet.noRoutes(""));
    }

    @Test
    void connectionsThatNobodyAnswersWithBothKindsOfAddress() {
        assertEquals(List.of(new ProcNet.Waiting(0xA1B2, "203.0.113.7", 443),
                new ProcNet.Waiting(0xA1B3, "203.0.113.8", 80),
                new ProcNet.Waiting(0xA1B4, "2001:0db8:0000:0000:0000:0000:0000:0001", 80)),
                ProcNet.waiting("""
                          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
                           0: 00000000:1F90 00000000:0000 0A 00000000:00000000
                           1: 030011AC:A1B2 077100CB:01BB 02 00000001:00000000
                           2: 030011AC:A1B5 077100CB:01BB 01 00000001:00000000
                           0: 0000000000000000FFFF0000030011AC:A1B3 0000000000000000FFFF0000087100CB:0050 02 00000001
                           1: 00000000000000000000000000000000:A1B4 B80D0120000000000000000001000000:0050 02 00000001
                        """));
    }

    /// A name’s two kinds of address are one look-up, and the last count told is the count.
    @Test
    void attemptsAreToldOnceEach() {
        assertEquals(List.of(new NetworkLedger.Attempt(5, NetworkLedger.Kind.DNS, "example.com", 53, 4),
                new NetworkLedger.Attempt(9, NetworkLedger.Kind.TCP, "", 6379, 1)),
                DockerLedger.told(List.of(
                        "{\"kind\":\"ready\",\"name\":\"172.18.0.2\"}",
                        "{\"time\":6,\"kind\":\"dns\",\"type\":\"A\",\"name\":\"example.com\",\"port\":53,\"count\":1}",
                        "{\"time\":5,\"kind\":\"dns\",\"type\":\"AAAA\",\"name\":\"example.com\",\"port\":53,\"count\":1}",
                        "java.io.IOException: closed", "{\"time\":",
                        "{\"time\":7,\"kind\":\"dns\",\"type\":\"A\",\"name\":\"example.com\",\"port\":53,\"count\":4}",
                        "{\"time\":9,\"kind\":\"tcp\",\"type\":\"\",\"name\":\"\",\"port\":6379,\"count\":1}")));
    }
}
