# SPDX-License-Identifier: Apache-2.0
"""The entries that dictionaries of our PDFs have (ISO 32000-1, ISO 32000-2): nothing acts, is attached, or remembers.

Not on the list, among others: /Annots, /AF, /EmbeddedFile, /Filespec, /JS, /A of an outline, /PieceInfo, /Thumb,
/LastModified, /Metadata of a part, /UserProperties.
"""

from typing import Final


def _listed(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


TRAILER: Final = _listed("/Root /Info /ID /Size /Length /Filter /DecodeParms /W /Type /Index /XRefStm")
CATALOG: Final = _listed(
    "/Type /Version /Pages /Metadata /ViewerPreferences /StructTreeRoot /MarkInfo /Lang /OutputIntents /Outlines "
    "/PageLabels /PageMode /PageLayout"
)
NAMES: Final = _listed("/ExtGState /XObject /ColorSpace /Font /Pattern /Shading /Properties /RoleMap /ClassMap")
"""Entries whose own entries are names that a page gives."""

_FILE: Final = (
    "/Type /Subtype /S /Length /Filter /DecodeParms /Predictor /Columns /Colors /W /Index /Root /ID /Size /N /First "
    "/Extends /Pages /Count /Kids /Parent /Metadata /Version /Lang /PageLabels /PageMode /PageLayout"
)
_VIEW: Final = "/ViewerPreferences /DisplayDocTitle /Duplex /MarkInfo /Marked /Suspects /Outlines"
_PAGE: Final = (
    "/MediaBox /TrimBox /BleedBox /CropBox /ArtBox /Resources /Contents /Rotate /Group /Tabs /StructParents "
    "/StructParent /UserUnit"
)
_RESOURCES: Final = "/ExtGState /XObject /ColorSpace /Font /Pattern /Shading /Properties /ProcSet"
_FONT: Final = (
    "/BaseFont /Encoding /ToUnicode /DescendantFonts /FontDescriptor /DW /DW2 /W2 /CIDSystemInfo /Registry "
    "/Ordering /Supplement /CIDToGIDMap /CMapName /WMode /UseCMap /FontName /FontFamily /FontStretch "
    "/FontWeight /Flags /FontBBox "
    "/ItalicAngle /Ascent /Descent /Leading /CapHeight /XHeight /StemV /StemH /AvgWidth /MaxWidth /MissingWidth "
    "/FontFile /FontFile2 /FontFile3 /Length1 /Length2 /Length3 /CIDSet /CharSet /FirstChar /LastChar /Widths "
    "/CharProcs /FontMatrix /Name /Differences /BaseEncoding"
)
_PAINT: Final = (
    "/Alternate /Range /Domain /C0 /C1 /FunctionType /Functions /Function /Bounds /Encode /Decode /Order /Extend "
    "/Coords /AntiAlias /Background /BBox /ShadingType /Shading /PatternType /PaintType /TilingType /XStep /YStep "
    "/Matrix /BitsPerSample /BitsPerCoordinate /BitsPerComponent /BitsPerFlag /WhitePoint /BlackPoint /Gamma /Subtype "
    "/CA /ca /BM /SMask /SMaskInData /AIS /TK /OP /op /OPM /SA /LW /LC /LJ /ML /D /RI /BG /BG2 /UCR /UCR2 /TR /TR2 /HT "
    "/FL /SM /G /BC /I /K /CS /Colorants /Process /Components /MixingHints"
)
_PICTURE: Final = "/Width /Height /ImageMask /Mask /Interpolate /Intent /Matte /FormType /ColorTransform"
_STRUCTURE: Final = (
    "/StructTreeRoot /K /P /Pg /A /C /R /T /Alt /ActualText /E /ID /IDTree /ParentTree /ParentTreeNextKey /RoleMap "
    "/ClassMap /Nums /Names /Limits /MCID /Stm /O /Placement /WritingMode /SpaceBefore /SpaceAfter /StartIndent "
    "/EndIndent /TextIndent /TextAlign /BlockAlign /InlineAlign /LineHeight /BaselineShift /TextDecorationType "
    "/ListNumbering /RowSpan /ColSpan /Headers /Scope /Summary /Width /Height /BBox /BackgroundColor /BorderColor "
    "/BorderStyle /BorderThickness /Padding /Color /GlyphOrientationVertical /NS /Namespaces /RoleMapNS"
)
OUTLINE: Final = _listed("/Title /Parent /Prev /Next /First /Last /Count /Dest")
"""The entries of a bookmark, which has a title and a place in the file, and does nothing."""

_INTENT: Final = "/OutputIntents /OutputConditionIdentifier /OutputCondition /Info /RegistryName /DestOutputProfile"
ENTRIES: Final = _listed(_FILE, _VIEW, _PAGE, _RESOURCES, _FONT, _PAINT, _PICTURE, _STRUCTURE, _INTENT)
