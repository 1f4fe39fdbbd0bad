package slipway.testkit;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;

/// Finds what implements something and stands in no list: a plug that nobody can reach.
public final class Listing {
    private Listing() {}

    /// The concrete implementations of `type` that are not among `listed`, by name.
    public static Set<String> unlisted(JavaClasses classes, String type, Set<String> listed) {
        var broken = new TreeSet<>(implementations(classes, type));
        broken.removeAll(listed);
        return broken;
    }

    /// The concrete implementations of `type`.
    public static Set<String> implementations(JavaClasses classes, String type) {
        var found = new TreeSet<String>();
        for (JavaClass each : classes) {
            if (each.isAssignableTo(type) && !each.isInterface()
                    && !each.getModifiers().contains(JavaModifier.ABSTRACT)) {
                found.add(each.getName());
            }
        }
        return found;
    }

    /// The classes that `builder` or a class inside it constructs, calls and references to constructors alike.
    public static Set<String> built(JavaClasses classes, String builder) {
        var found = new TreeSet<String>();
        for (JavaClass each : classes) {
            if (!each.getName().equals(builder) && !each.getName().startsWith(builder + "$")) continue;
            each.getConstructorCallsFromSelf().forEach(call -> found.add(made(call)));
            each.getConstructorReferencesFromSelf().forEach(reference -> found.add(made(reference)));
            // a method of a class that answers one of its own makes it
            each.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getRawReturnType().equals(call.getTargetOwner()))
                    .forEach(call -> found.add(made(call)));
        }
        return found;
    }

    private static String made(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }

    /// The class names of `objects`.
    public static Set<String> namesOf(Collection<?> objects) {
        var names = new TreeSet<String>();
        objects.forEach(each -> names.add(each.getClass().getName()));
        return names;
    }
}
