package slipway.testkit;

import java.lang.ref.SoftReference;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.Nullable;

/// What was compiled, as ArchUnit reads it: some hundred megabytes, shared by the tests that look at it and let go of
/// when memory is wanted for others. Any thread.
public final class Compiled {
    private static SoftReference<@Nullable JavaClasses> app = new SoftReference<>(null);
    private static SoftReference<@Nullable JavaClasses> tests = new SoftReference<>(null);

    private Compiled() {}

    /// The program.
    public static synchronized JavaClasses app() {
        JavaClasses read = app.get();
        if (read == null) {
            read = new ClassFileImporter().importPath(Sources.base().resolve("target/classes"));
            app = new SoftReference<>(read);
        }
        return read;
    }

    /// The tests, without those that break rules on purpose.
    public static synchronized JavaClasses tests() {
        JavaClasses read = tests.get();
        if (read == null) {
            read = new ClassFileImporter().withImportOption(location -> !location.contains("/testkit/seeded/"))
                    .importPath(Sources.base().resolve("target/test-classes"));
            tests = new SoftReference<>(read);
        }
        return read;
    }
}
