# SPDX-License-Identifier: Apache-2.0
"""What a file claims to be, in XMP: an archival and accessible page for screens, or a file ready for a press."""

_PROPERTY = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>'
    "<pdfaProperty:description>{description}</pdfaProperty:description><pdfaProperty:name>{name}</pdfaProperty:name>"
    "<pdfaProperty:valueType>{kind}</pdfaProperty:valueType></rdf:li>"
)

# PDF/A knows no property of PDF/UA: a file that uses one must explain it.
SCREEN = (
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    "<pdfaExtension:schemas><rdf:Bag>"
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Identification schema</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    + _PROPERTY.format(description="Part of ISO 14289 that the file keeps to", name="part", kind="Integer")
    + "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
    "</rdf:Description>"
)

PRESS = (
    '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
    "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
    "<xmp:MetadataDate>{day}T00:00:00Z</xmp:MetadataDate>"
    "<xmpMM:DocumentID>uuid:{file}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{state}</xmpMM:InstanceID>"
    "<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass></rdf:Description>"
)
