package slipway.engine.docker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What ssh writes when it ends, and what is made of it.
class SshErrorsTest {
    private static final SshTarget TARGET = new SshTarget("ana@gpu-box", "2222", "/var/run/docker.sock");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No ED25519 host key is known for gpu-box and you have requested strict checking.\
            |docker.ssh-host-key
            Host key verification failed.|docker.ssh-host-key
            ana@gpu-box: Permission denied (publickey,password).|docker.ssh-denied
            Received disconnect from 10.0.0.7 port 22:2: Too many authentication failures|docker.ssh-denied
            ssh: Could not resolve hostname gpu-box: Name or service not known|docker.ssh-unreachable
            ssh: connect to host gpu-box port 22: Connection refused|docker.ssh-unreachable
            ssh: connect to host gpu-box port 22: Connection timed out|docker.ssh-unreachable
            kex_exchange_identification: Connection closed by remote host|docker.ssh-unreachable
            /home/ana/.ssh/config: line 3: Bad configuration option: nonsense|docker.ssh-configuration
            Bad owner or permissions on /home/ana/.ssh/config|docker.ssh-configuration
            client_loop: send disconnect: Broken pipe|docker.ssh-ended
            """)
    void eachTextHasItsProblem(String said, String code) {
        Problem problem = SshErrors.of(TARGET, "Welcome to gpu-box\n" + said.strip() + "\n");
        assertEquals(code, problem.code());
        assertTrue(problem.why().contains(said.strip()), problem.why());
        assertTrue(problem.fix().contains("-p 2222 ana@gpu-box"), problem.fix());
    }

    @Test
    void aChangedKeyIsNotTakenForAnUnknownOne() {
        String said = """
                @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
                Host key for gpu-box has changed and you have requested strict checking.
                Host key verification failed.
                """;
        assertEquals("docker.ssh-key-changed", SshErrors.of(TARGET, said).code());
    }

    @Test
    void silenceIsSaidToo() {
        assertEquals("docker.ssh-ended", SshErrors.of(TARGET, "").code());
    }
}
