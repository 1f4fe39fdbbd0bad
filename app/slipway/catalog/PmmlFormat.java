package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A model in PMML, the XML of the Data Mining Group. A document type is refused before it can say anything, and
/// nothing outside the file is ever asked for.
final class PmmlFormat implements FileFormat {
    private static final Pattern ROOT = Pattern.compile("<(?:\\w+:)?PMML[\\s>/]");
    private static final Pattern CODING = Pattern.compile("\\A.{0,3}<\\?xml[^>]{0,200}encoding=[\"']([\\w.:-]+)");
    private static final int MOST_DEPTH = 256;
    /// Of a longer file only the beginning is read, up to the end of the first model's description.
    private static final long MOST_BYTES = 20L << 20;
    private static final XMLInputFactory XML = factory();

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!begins(probe.head())) return Optional.empty();
        String head = head(probe.head());
        if (!head.stripLeading().startsWith("<") || !ROOT.matcher(head).find()) return Optional.empty();
        var said = new PmmlFacts();
        try (InputStream in = Source.of(probe).open()) {
            // the parser would write bytes that are no characters to the console
            XMLStreamReader reader = XML.createXMLStreamReader(new InputStreamReader(in, charset(probe.head())));
            try {
                if (!walk(reader, said, probe.size() > MOST_BYTES)) return Optional.empty();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new StudioException(Problem.of("catalog.damaged", "PMML", why), e);
        }
        return Optional.of(said.header());
    }

    /// Reads to the end, or to where enough is known; false where the root is another.
    private static boolean walk(XMLStreamReader reader, PmmlFacts said, boolean cut) throws XMLStreamException {
        int depth = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw StudioException.of("catalog.pmml-document-type");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > MOST_DEPTH) throw StudioException.of("catalog.damaged", "PMML", "depth " + depth);
                if (depth == 1 && !reader.getLocalName().equals("PMML")) return false;
                said.begin(reader, depth);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                said.end(reader.getLocalName(), depth);
                depth--;
                if (cut && said.described()) return true;
            }
        }
        return true;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /// Whether the first byte that is no space can begin XML in some coding; every file of a catalog is asked.
    private static boolean begins(byte[] head) {
        for (byte each : head)
            if (each < 0 || each > ' ') return each == '<' || each < 0;
        return false;
    }

    private static String head(byte[] head) {
        String text = new String(head, charset(head));
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /// The characters' coding by the file's first bytes, or as its first line declares it.
    private static Charset charset(byte[] head) {
        if (head.length > 1 && (head[0] & 0xff) >= 0xfe && (head[1] & 0xff) >= 0xfe) return StandardCharsets.UTF_16;
        Matcher declared = CODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            // nobody knows that coding; what matters is in ASCII all the same
            return StandardCharsets.UTF_8;
        }
    }
}
