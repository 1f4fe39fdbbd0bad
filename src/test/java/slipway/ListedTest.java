package slipway;

import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.Engine;
import slipway.export.ExportTarget;
import slipway.export.ExportTargets;
import slipway.testkit.Compiled;
import slipway.testkit.Listing;
import slipway.testkit.Sources;
import slipway.testkit.seeded.Unlisted;
import slipway.ui.Page;
import slipway.ui.settings.SettingsSection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Whoever adds a contract, a format, an engine or a page puts it where it is found.
class ListedTest {

    @Test
    void contractsAreListed() {
        listed(ServingContract.class, Listing.namesOf(Contracts.ALL), "Contracts.ALL");
    }

    @Test
    void formatsAreListed() {
        for (String kind : List.of("FolderFormat", "FileFormat"))
            listed("slipway.catalog." + kind, Listing.built(Compiled.app(), "slipway.catalog.Formats"), "Formats");
    }

    @Test
    void exportTargetsAreListed() {
        listed(ExportTarget.class, Listing.namesOf(ExportTargets.ALL), "ExportTargets.ALL");
    }

    @Test
    void enginesAreBuiltInStudio() {
        listed(Engine.class, Listing.built(Compiled.app(), "slipway.Studio"), "Studio");
    }

    @Test
    void pagesAreBuiltInPages() {
        listed(Page.class, Listing.built(Compiled.app(), "slipway.ui.Pages"), "Pages");
    }

    @Test
    void sectionsOfTheSettingsAreBuiltInOnePlace() {
        listed(SettingsSection.class, Listing.built(Compiled.app(), "slipway.ui.SettingsSections"), "SettingsSections");
    }

    @Test
    void seededOffendersAreCaught() {
        JavaClasses bad = new ClassFileImporter()
                .importPath(Sources.base().resolve("target/test-classes/slipway/testkit/seeded"));
        String type = Unlisted.class.getName();
        assertEquals(Set.of(type + "$Constructed", type + "$Called", type + "$Forgotten"),
                Listing.implementations(bad, type));
        assertEquals(Set.of(type + "$Forgotten"),
                Listing.unlisted(bad, type, Listing.built(bad, type + "$Home")));
    }

    private static void listed(Class<?> type, Set<String> there, String place) {
        listed(type.getName(), there, place);
    }

    private static void listed(String type, Set<String> there, String place) {
        assertFalse(Listing.implementations(Compiled.app(), type).isEmpty(), "nothing implements " + type);
        assertEquals(Set.of(), Listing.unlisted(Compiled.app(), type, there), "not in " + place);
    }
}
