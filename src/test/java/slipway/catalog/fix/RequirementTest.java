package slipway.catalog.fix;

import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequirementTest {
    @Test
    void readsWhatPep508Allows() {
        for (String text : new String[]{"a", "scikit-learn==1.2.1", "numpy>=1.24,<2", "torch==2.1.0+cu118", "x~=1.4.2",
                "x==1.*", "x===any-thing", "x!=1!2.0rc1.post3.dev4", "uvicorn[standard,http]>=0.20",
                "pip @ https://github.com/pypa/pip/archive/1.3.1.zip", "tomli>=1;python_version < \"3.11\""}) {
            assertEquals(text, Requirement.parse(text).text());
        }
        assertEquals("x>=1,<2", Requirement.parse(" x (>=1,<2) ").text());
        assertEquals("scikit-learn", Requirement.parse("Scikit_Learn").key());
    }

    @Test
    void saysWhatIsWrong() {
        Map.of("", "requirement-name", "-r x.txt", "requirement-name", "two words", "requirement-name", "a-",
                "requirement-name", "a=1.0", "requirement-version", "a==1.0 beta", "requirement-version", "a==one",
                "requirement-version", "a>=1.*", "requirement-version", "a==1 ; ", "requirement-marker", "a==1,,",
                "requirement-version").forEach(
                        (text, code) -> assertEquals("catalog." + code,
                                assertThrows(StudioException.class, () -> Requirement.parse(text)).problem().code(),
                                text));
    }

    @Test
    void tellsPinnedFromOpen() {
        for (String pinned : new String[]{"a==1", "a===1", "a @ https://x/y.whl"})
            assertTrue(Requirement.parse(pinned).pinned(), pinned);
        for (String open : new String[]{"a", "a>=1", "a==1.*", "a==1,!=2", "a~=1.0"})
            assertFalse(Requirement.parse(open).pinned(), open);
    }

    @Test
    void comparesVersions() {
        for (String takes : new String[]{"a", "a>=1.2", "a>=1.2.1,<2", "a~=1.2", "a~=1.2.0", "a!=1.3", "a<=1.2.1",
                "a<1.10"})
            assertTrue(Requirement.parse(takes).takes("1.2.1"), takes);
        for (String refuses : new String[]{"a>1.2.1", "a>=1.3", "a~=1.3.0", "a~=1.1.0", "a<1.2", "a!=1.2.1",
                "a>=1.2rc1", "a==1.*"})
            assertFalse(Requirement.parse(refuses).takes("1.2.1"), refuses);
    }
}
