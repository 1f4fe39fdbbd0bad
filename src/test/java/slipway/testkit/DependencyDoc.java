package slipway.testkit;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Compares the build file with the page that says what each dependency is for.
public final class DependencyDoc {
    private static final Set<String> KINDS = Set.of("dependency", "plugin", "path");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private DependencyDoc() {}

    /// The artifacts of dependencies, plugins and compiler plugins.
    public static Set<String> artifacts(String pom) {
        var found = new TreeSet<String>();
        try {
            var nodes = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(pom))).getElementsByTagName("artifactId");
            for (int i = 0; i < nodes.getLength(); i++) {
                if (nodes.item(i).getParentNode() instanceof Element owner && KINDS.contains(owner.getTagName())) {
                    found.add(nodes.item(i).getTextContent().strip());
                }
            }
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(e);
        }
        return found;
    }

    /// The names in the first column of the page's table, as often as they stand there.
    public static List<String> described(String page) {
        var found = new ArrayList<String>();
        page.lines().filter(line -> line.startsWith("| `"))
                .forEach(line -> NAME.matcher(line.split("\\|", -1)[1]).results()
                        .forEach(name -> found.add(name.group(1))));
        return found;
    }

    /// Artifacts without a line, lines without an artifact, artifacts with two lines, and lines with an empty cell.
    public static Set<String> wrong(String pom, String page) {
        Set<String> artifacts = artifacts(pom);
        List<String> described = described(page);
        var broken = new TreeSet<String>();
        artifacts.stream().filter(name -> !described.contains(name)).forEach(name -> broken.add(name + " has no line"));
        var seen = new TreeSet<String>();
        for (String name : described) {
            if (!artifacts.contains(name)) broken.add(name + " is no dependency");
            if (!seen.add(name)) broken.add(name + " has two lines");
        }
        page.lines().filter(line -> line.startsWith("| `")).filter(DependencyDoc::saysTooLittle)
                .forEach(line -> broken.add("no reason: " + line));
        return broken;
    }

    private static boolean saysTooLittle(String line) {
        String[] cells = line.split("\\|", -1);
        return cells.length != 5 || cells[2].strip().length() < 3 || cells[3].strip().length() < 3;
    }
}
