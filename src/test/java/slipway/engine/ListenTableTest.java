package slipway.engine;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ListenTableTest {
    private static final String FOUR = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0
               1: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0
               2: 0100007F:A0A6 0100007F:8AF7 06 00000000:00000000 03:0000135A 00000000     0        0 0 3 0
            """;
    private static final String SIX = """
              sl  local_address                         remote_address                        st tx rx tr tm uid
               0: 00000000000000000000000001000000:1F41 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 333 1
               1: 0000000000000000FFFF00000100007F:1F42 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 444 1
            cat: can't open '/proc/net/tcp6': No such file or directory
            """;

    @Test
    void onlyListenersAreReadOfBothKindsOfAddress() {
        assertEquals(List.of("0.0.0.0:8000", "[0:0:0:0:0:0:0:1]:8001", "127.0.0.1:8002", "127.0.0.1:9000"),
                ListenTable.of(FOUR + SIX).stream().map(Listener::text).toList());
        assertTrue(ListenTable.of(FOUR + SIX).stream().skip(1).allMatch(Listener::onlyLocal));
        assertEquals(List.of(new Listener("127.0.0.1", 9000)), ListenTable.of(FOUR, Set.of("222", "0")));
        assertTrue(ListenTable.of("no table\n").isEmpty());
    }

    @Test
    void aFaultIsNamedOnlyWhereItIsKnown() {
        List<Listener> both = ListenTable.of(FOUR);
        var container = new Listening(true, both, 8080, 9000, true);
        assertEquals(Listening.Fault.OTHER_PORT, container.fault(8080));
        assertEquals(Listening.Fault.ONLY_INSIDE, container.fault(9000));
        assertNull(container.fault(8000));
        assertEquals(8000, container.instead(8080));
        assertNull(new Listening(true, both, 9000, 9000, false).fault(9000));
        assertEquals(Listening.Fault.NOWHERE, new Listening(true, List.of(), 8080, 8080, true).fault(8080));
        assertNull(Listening.UNKNOWN.fault(8080));
    }
}
