package slipway.validate;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.PythonNeeds;
import slipway.engine.Engine;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.testkit.NeedsPrograms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// An environment that wants an index is noted before anything is started, and offline not made.
@NeedsPrograms("python3:python3")
class EnvironmentsOfflineTest {
    @TempDir
    Path folder;

    /// Starts nothing.
    private static final Engine NONE = (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(),
            new Class<?>[]{Engine.class}, (proxy, method, given) -> {
                throw new IllegalStateException("started");
            });

    @BeforeEach
    void anEmptyLedger() {
        Ledger.OURS.clear();
    }

    @AfterEach
    void onlineAgain() {
        Ledger.OURS.force("");
        Ledger.OURS.clear();
    }

    private <T extends Throwable> T made(Class<T> failure, PythonNeeds needs) {
        var environments = new Environments(folder.resolve("environments"), Programs.onPath(), NONE);
        return assertThrows(failure, () -> environments.python(EnvKind.VIRTUALENV, folder, needs, new ArrayList<>(),
                Progress.NONE));
    }

    private static List<Contact> packages() {
        return Ledger.OURS.contacts().stream().filter(each -> each.purpose() == Purpose.PACKAGES).toList();
    }

    @Test
    void offlineAnIndexIsNotAsked() {
        Ledger.OURS.force("--offline");
        assertEquals("network.offline-forced", made(StudioException.class, new PythonNeeds("3.11", "flask\n", null))
                .problem().code());
        assertEquals("network.offline-forced", made(StudioException.class, new PythonNeeds("3.11",
                "flask @ https://a.example/flask.whl\n", folder)).problem().code());
        assertEquals(2, packages().getFirst().refused());
    }

    @Test
    void offlineAWheelhouseWillDo() {
        Ledger.OURS.force("--offline");
        made(IllegalStateException.class, new PythonNeeds("3.11", "flask\n", folder));
        assertTrue(packages().isEmpty());
    }

    @Test
    void onlineItIsNotedBeforeAnythingIsStarted() {
        made(IllegalStateException.class, new PythonNeeds("3.11", "flask\n", null));
        assertEquals(1, packages().getFirst().opened());
    }
}
