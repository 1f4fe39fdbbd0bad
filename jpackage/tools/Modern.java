import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ConstantDescs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Brings classes that were compiled for Java 5 or before, in the jars of a folder, to the form of Java 8: `java
/// Modern.java FOLDER`. An AOT cache takes in nothing older than Java 6, and reading such a library from its jar takes half
/// a second of each command. What the classes do stays the same: they get another number and the frames that the verifier
/// of their new form asks for. Signed jars are left alone.
final class Modern {
    private static final int WANTED = ClassFile.JAVA_8_VERSION;

    private Modern() {}

    public static void main(String[] args) throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                bring(jar);
            }
        }
    }

    private static void bring(Path jar) throws IOException {
        var fresh = new HashMap<String, byte[]>();
        try (var in = new ZipFile(jar.toFile())) {
            if (in.stream().anyMatch(each -> each.getName().matches("META-INF/[^/]+\\.SF"))) return;
            ClassFile form = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(in)));
            for (ZipEntry each : in.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
                byte[] bytes = in.getInputStream(each).readAllBytes();
                if (version(bytes) < ClassFile.JAVA_6_VERSION) fresh.put(each.getName(), modern(form, bytes));
            }
            if (!fresh.isEmpty()) write(in, jar, fresh);
        }
    }

    private static int version(byte[] bytes) {
        return ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
    }

    private static byte[] modern(ClassFile form, byte[] old) {
        return form.transformClass(form.parse(old), ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen((builder, element) -> builder.with(
                        element instanceof ClassFileVersion ? ClassFileVersion.of(WANTED, 0) : element)));
    }

    /// Of the jar's own classes and Java's; of what a library does not bring, nothing is known but that it is a class.
    private static ClassHierarchyResolver hierarchy(ZipFile jar) {
        ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(name -> {
            String path = name.descriptorString().substring(1, name.descriptorString().length() - 1) + ".class";
            ZipEntry entry = jar.getEntry(path);
            try {
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return own.orElse(ClassHierarchyResolver.defaultResolver())
                .orElse(name -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object));
    }

    private static void write(ZipFile in, Path jar, Map<String, byte[]> fresh) throws IOException {
        Path draft = jar.resolveSibling(jar.getFileName() + ".part");
        try (var out = new ZipOutputStream(Files.newOutputStream(draft))) {
            out.setLevel(0);
            for (ZipEntry each : in.stream().toList()) {
                var copy = new ZipEntry(each.getName());
                copy.setTimeLocal(each.getTimeLocal());
                out.putNextEntry(copy);
                byte[] bytes = fresh.get(each.getName());
                if (bytes == null) in.getInputStream(each).transferTo(out);
                else
                    out.write(bytes);
                out.closeEntry();
            }
            // the Apache licence asks for it
            out.putNextEntry(new ZipEntry("META-INF/CHANGED.txt"));
            out.write("""
                    Changed by Slipway: classes older than Java 6 have the class file version of Java 8 and its stack maps.
                    """.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
