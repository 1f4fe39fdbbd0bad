"""Makes the fonts of ui-resources/fonts (run it there) from Debian's fonts-inter and fonts-jetbrains-mono: Latin, Greek, punctuation, arrows
and box drawing only, and Inter with its tabular figures as the usual ones (JavaFX cannot switch on `tnum`).
Run with fontTools installed: python3 make-fonts.py"""
from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x22FF),
          (0x2300, 0x23FF), (0x2500, 0x25FF), (0x2700, 0x27BF), (0xFFFD, 0xFFFD)]
INTER = "/usr/share/fonts/opentype/inter/"
MONO = "/usr/share/fonts/truetype/jetbrains-mono/"


def make(source, target, tabular):
    font = TTFont(source)
    if tabular:
        swap = {}
        gsub = font["GSUB"].table
        for record in gsub.FeatureList.FeatureRecord:
            if record.FeatureTag == "tnum":
                for index in record.Feature.LookupListIndex:
                    for table in gsub.LookupList.Lookup[index].SubTable:
                        table = getattr(table, "ExtSubTable", table)
                        swap.update(getattr(table, "mapping", {}))
        for table in font["cmap"].tables:
            for code in list(range(0x30, 0x3A)):
                glyph = table.cmap.get(code)
                if glyph in swap:
                    table.cmap[code] = swap[glyph]
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=["*"], hinting=True,
                             notdef_outline=True)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    worker.subset(font)
    font.save(target)


for weight in ["Regular", "Medium", "SemiBold", "Bold"]:
    make(f"{INTER}Inter-{weight}.otf", f"Inter-{weight}.otf", True)
for weight in ["Regular", "Bold"]:
    make(f"{MONO}JetBrainsMono-{weight}.ttf", f"JetBrainsMono-{weight}.ttf", False)
