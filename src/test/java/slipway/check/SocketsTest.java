package slipway.check;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The kernel's table of sockets, as it was copied from a container.
class SocketsTest {
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 4711 1 0 100 0
               1: 00000000:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 4712 1 0 100 0
               2: 0B00007F:A2C1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0
               3: 020011AC:1388 010011AC:D43A 01 00000000:00000000 02:00000FFF 00000000 65532        0 4714 2 0 20 4
              sl  local_address                         remote_address                        st tx_queue rx_queue
               0: 00000000000000000000000001000000:2328 00000000000000000000000000000000:0000 0A 00000000:00000000 00
               1: 00000000000000000000000000000000:2329 00000000000000000000000000000000:0000 0A 00000000:00000000 00
            """;

    @Test
    void tellsWhoListensWhere() {
        assertEquals(List.of(new Sockets.Listening(8080, false), new Sockets.Listening(5000, true),
                new Sockets.Listening(9000, false), new Sockets.Listening(9001, true)), Sockets.of(TABLE));
        assertEquals(List.of(), Sockets.of("cat: not found"));
    }
}
