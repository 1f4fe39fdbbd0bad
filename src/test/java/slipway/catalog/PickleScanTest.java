package slipway.catalog;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.catalog.PickleValue.Import;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Covers("A083")
class PickleScanTest {
    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n(S'true'\ntR.", "(ios\nsystem\n.", "(cos\nsystem\nS'true'\no.",
            "S'o\\x73'\nS'sys\\164em'\n\u0093(tR.", "V\\u006fs\np1\n0V\\u0073ystem\np2\n0g1\ng2\n\u0093(tR."})
    void whateverWayAPickleImportsItIsSeen(String pickle) throws IOException {
        assertEquals(Set.of("os.system"), imports(latin(pickle)));
    }

    @Test
    void namesOnTheStackAreFollowedThroughTheMemo() throws IOException {
        assertEquals(Set.of("os.system"), imports(PickleBytes.harmful()));
        byte[] swapped = PickleBytes.protocol(4).word("system").raw(0x94).word("os").raw(0x94, '0', '0')
                .raw('h', 1, 'h', 0, 0x93, ')', 'R', '.').bytes();
        assertEquals(Set.of("os.system"), imports(swapped));
        byte[] kept = PickleBytes.protocol(2).raw('X', 2, 0, 0, 0).text("os").raw('r', 9, 0, 0, 0, '0')
                .raw('j', 9, 0, 0, 0).raw('U', 6).text("system").raw(0x93, '.').bytes();
        assertEquals(Set.of("os.system"), imports(kept));
    }

    @Test
    void aNameThatCannotBeKnownIsUnsafe() throws IOException {
        byte[] unknown = PickleBytes.protocol(4).raw('h', 77).word("system").raw(0x93, '.').bytes();
        assertEquals(Set.of("unknown.system"), imports(unknown));
        assertEquals(PickleVerdict.UNSAFE, PickleVerdict.of(new Import("unknown", "system")));
        byte[] extension = PickleBytes.protocol(2).raw(0x82, 7, ')', 'R', '.').bytes();
        assertEquals(Set.of("copyreg.extension 7"), imports(extension));
    }

    @Test
    void aSecondPickleBehindTheFirstIsReadToo() throws IOException {
        byte[] two = new PickleBytes().add(PickleBytes.sklearn()).add(PickleBytes.harmful()).bytes();
        PickleScan.Result said = scan(two);
        assertEquals(2, said.whole());
        assertTrue(imports(two).contains("os.system"));
        byte[] hidden = new PickleBytes().add(PickleBytes.sklearn()).raw(0, 0, 0, 0xff)
                .add(PickleBytes.harmful()).bytes();
        assertTrue(scan(hidden).trailing());
        assertTrue(imports(hidden).contains("os.system"), "found by its bytes behind what is no pickle");
    }

    @Test
    void anObjectSaysItsClassAndItsVersion() throws IOException {
        PickleScan.Result said = scan(PickleBytes.sklearn());
        assertEquals("sklearn.linear_model._logistic.LogisticRegression", said.root());
        assertEquals("1.5.2", said.sklearn());
        assertEquals(4, said.protocol());
        assertNull(said.damage());
        byte[] old = latin("ccopy_reg\n_reconstructor\n(csklearn.svm\nSVC\nc__builtin__\nobject\nNtR.");
        assertEquals("sklearn.svm.SVC", scan(old).root());
        assertEquals("dict", scan(latin("(dp0\nS'a'\nI1\ns.")).root());
        assertEquals("list", scan(latin("]q\0.")).root());
    }

    @Test
    void arraysOfJoblibArePassedOverAndTheWalkGoesOn() throws IOException {
        byte[] numbers = new byte[24];
        Arrays.fill(numbers, (byte) '.');
        byte[] whole = PickleBytes.joblib("f8", 3).add(numbers).word("_sklearn_version").word("1.3.2")
                .raw('u', 'b', '.').bytes();
        PickleScan.Result said = scan(whole);
        assertNull(said.damage());
        assertEquals("1.3.2", said.sklearn());
        assertEquals("sklearn.svm._classes.SVC", said.root());
        byte[] objects = PickleBytes.joblib("O8", 3).add(PickleBytes.harmful()).word("b").raw('N', 'u', 'b', '.')
                .bytes();
        assertNull(scan(objects).damage());
        assertTrue(imports(objects).contains("os.system"), "an array of objects is a pickle of its own");
    }

    @Test
    void whatAnArrayHidesIsFoundByItsBytes() throws IOException {
        byte[] hidden = PickleBytes.joblib("f8", 30).add(Arrays.copyOf(PickleBytes.harmful(), 240))
                .raw('u', 'b', '.').bytes();
        assertTrue(imports(hidden).contains("os.system"));
        byte[] shapeless = PickleBytes.joblib("?!", 3).add(PickleBytes.harmful()).bytes();
        assertTrue(imports(shapeless).contains("os.system"));
        assertNotNull(scan(shapeless).damage());
    }

    @Test
    void aTorchFileOfOldIsFivePicklesAndTheNumbersBehind() throws IOException {
        var file = PickleBytes.protocol(2).raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
                '.').add(PickleBytes.protocol(2).raw('M', 0xe9, 3, '.').bytes())
                .add(PickleBytes.protocol(2).raw('}', '.').bytes())
                .add(latin("ccollections\nOrderedDict\n)R(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpu"
                        + "K\u0010tQ0."))
                .add(PickleBytes.protocol(2).raw(']', '.').bytes()).raw(16, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
        PickleScan.Result said = scan(file.bytes());
        assertTrue(said.legacy());
        assertFalse(said.trailing());
        assertEquals("collections.OrderedDict", said.root());
        assertEquals(16, said.values());
    }

    @Test
    void lengthsThatLieAndEndlessPicklesEnd() throws IOException {
        for (int[] lie : List.of(new int[]{0x8d, 0, 0, 0, 0, 0, 0, 0, 0x40}, new int[]{0x8e, 1, 2, 3, 4, 5, 6, 7, 0x80},
                new int[]{'T', 0xff, 0xff, 0xff, 0xff}, new int[]{'X', 0xff, 0xff, 0xff, 0xff},
                new int[]{0x8b, 0xff, 0xff, 0xff, 0x7f})) {
            PickleScan.Result said = scan(PickleBytes.protocol(4).raw(lie).text("x.").bytes());
            assertTrue(String.valueOf(said.damage()).contains("at byte"), () -> Arrays.toString(lie));
        }
        byte[] endless = new byte[2 * PickleScan.MOST_OPCODES];
        Arrays.fill(endless, (byte) 'N');
        endless[0] = (byte) 0x80;
        endless[1] = 4;
        PickleScan.Result said = scan(endless);
        assertTrue(said.tooLong());
        assertEquals(PickleScan.MOST_OPCODES + 1, said.opcodes());
    }

    @Test
    void importsAreJudgedByTheirNames() {
        for (String name : List.of("builtins.eval", "posix.system", "urllib.request.urlopen", "os.path.join",
                "torch.serialization.load", "numpy.testing._private.utils.runstring", "subprocess.Popen.communicate",
                "idlelib.calltip.Calltip.fetch_tip")) {
            assertEquals(PickleVerdict.UNSAFE, verdict(name), name);
        }
        for (String name : List.of("collections.OrderedDict", "numpy.dtype", "torch._utils._rebuild_tensor_v2",
                "torch.FloatStorage", "sklearn.pipeline.Pipeline", "numpy.float64")) {
            assertEquals(PickleVerdict.USUAL, verdict(name), name);
        }
        for (String name : List.of("mine.Model", "_codecs.encode", "sklearn.utils.run", "builtins.__import__",
                "osmium.system", "torch.storage._load_from_bytes")) {
            assertEquals(PickleVerdict.SUSPICIOUS, verdict(name), name);
        }
    }

    private static PickleVerdict verdict(String name) {
        int dot = name.indexOf('.');
        PickleVerdict first = PickleVerdict.of(new Import(name.substring(0, dot), name.substring(dot + 1)));
        dot = name.lastIndexOf('.');
        assertEquals(first, PickleVerdict.of(new Import(name.substring(0, dot), name.substring(dot + 1))),
                "however the name is split");
        return first;
    }

    private static Set<String> imports(byte[] pickle) throws IOException {
        return scan(pickle).imports().stream().map(Import::full).collect(Collectors.toSet());
    }

    private static PickleScan.Result scan(byte[] pickle) throws IOException {
        return PickleScan.of(Source.of(pickle, pickle.length));
    }

    private static byte[] latin(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
